using System.Diagnostics;

namespace Daybook.Load.Phases;

/// <summary>A process of this program that opens a store, appends an event, and is killed with the store open.</summary>
internal static class KilledHolder
{
    /// <summary>The first word on the command line of that process; the store's directory is the second.</summary>
    public const string Command = "hold";

    private const string Ready = "open";

    /// <summary>The process's own work: it never ends by itself before its input does.</summary>
    public static async Task HoldAsync(string directory)
    {
        await using var store = await DaybookStore.OpenAsync(directory);
        await store.AppendAsync(new StreamName("held"), ExpectedRevision.Any, [new NewEvent(new EventName("held"), new byte[] { 1 })]);
        Console.Out.WriteLine(Ready);
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Returns when the process has been killed, by SIGKILL.</summary>
    public static async Task KillAsync(string directory)
    {
        var host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add(typeof(KilledHolder).Assembly.Location);
        }

        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(directory);
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadLineAsync();
        process.Kill();
        await process.WaitForExitAsync();
        if (said != Ready)
        {
            throw new InvalidOperationException($"The process that was to be killed said '{said}'.");
        }
    }
}
