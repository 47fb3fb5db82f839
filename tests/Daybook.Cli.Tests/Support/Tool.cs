using System.Diagnostics;
using System.Text.Json;

namespace Daybook.Cli.Tests.Support;

/// <summary>What a run of the tool left.</summary>
internal sealed record Ran(int Code, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public JsonElement ErrorJson => JsonDocument.Parse(Error).RootElement.GetProperty("error");
}

/// <summary>Starts the built tool, as a process of its own.</summary>
internal static class Tool
{
    public static string Dll { get; } = Path.Combine(AppContext.BaseDirectory, "Daybook.Cli.dll");

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static Task<Ran> RunAsync(params string[] arguments) => EndAsync(Start(arguments));

    /// <summary>A command line of bash in which <c>$daybook</c> is the tool.</summary>
    public static Task<Ran> BashAsync(string script, string? directory = null) =>
        EndAsync(StartProgram("bash", ["-c", $"daybook=\"dotnet {Dll}\"; {script}"], directory));

    /// <summary>The tool on a pseudo terminal; its output and talk come together.</summary>
    public static Task<Ran> OnTerminalAsync(string arguments, string environment = "TERM=xterm-256color")
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script of util-linux is not here");
        return EndAsync(StartProgram("script", ["-qec", $"env {environment} dotnet {Dll} {arguments}", "/dev/null"]));
    }

    public static Process Start(params string[] arguments) => StartProgram("dotnet", [Dll, .. arguments]);

    public static Process StartProgram(string program, string[] arguments, string? directory = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "",
        };
        foreach (var name in new[] { "DAYBOOK_STORE", "DAYBOOK_COMMAND", "NO_COLOR" })
        {
            start.Environment.Remove(name);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    public static async Task<Ran> EndAsync(Process started, string input = "")
    {
        using var process = started;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading.
        }

        await process.WaitForExitAsync();
        return new Ran(process.ExitCode, await output, await error);
    }

    public static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static string FindRoot(string directory) =>
        File.Exists(Path.Combine(directory, "Daybook.slnx")) ? directory : FindRoot(Path.GetDirectoryName(directory)!);
}
