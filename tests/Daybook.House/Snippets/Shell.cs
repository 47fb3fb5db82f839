using System.Diagnostics;
using Daybook.House.Tree;

namespace Daybook.House.Snippets;

/// <summary>
/// Runs commands in an empty directory of their own, in which <c>./daybook</c> is the tool that was built with the tests.
/// Stops them after two minutes, so that a command that waits for something fails and does not hang.
/// </summary>
internal sealed class Shell : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("daybook-house-");

    public Shell()
    {
        var script = Path.Combine(directory.FullName, "daybook");
        File.WriteAllText(script, $"#!/usr/bin/env bash\nexec dotnet '{Repository.Built("Daybook.Cli")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Runs a script that stops at its first failing command; the output is what it wrote to both streams.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string script, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-e", "-o", "pipefail", "-c", "exec 2>&1\n" + script])
        {
            WorkingDirectory = directory.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        process.StandardInput.Close();
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(Patience);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(timer.Token);
            await process.WaitForExitAsync(timer.Token);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public void Dispose() => directory.Delete(recursive: true);
}
