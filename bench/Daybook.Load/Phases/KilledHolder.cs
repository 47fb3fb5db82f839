using System.Diagnostics;
using System.Globalization;

namespace Daybook.Load.Phases;

/// <summary>A process of this program that opens a store, appends an event, and is killed with the store open.</summary>
internal static class KilledHolder
{
    /// <summary>The first word on the command line of that process; the store's directory is the second.</summary>
    public const string Command = "hold";

    /// <summary>
    /// The process's own work: it says how much managed memory the open store holds, and does not end before its input does.
    /// </summary>
    public static async Task HoldAsync(string directory)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var store = await DaybookStore.OpenAsync(directory);
        await store.AppendAsync(new StreamName("held"), ExpectedRevision.Any, [new NewEvent(new EventName("held"), new byte[] { 1 })]);
        Console.Out.WriteLine(GC.GetTotalMemory(forceFullCollection: true) - before);
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Returns the bytes that the store held in memory, when the process has been killed, by SIGKILL.</summary>
    public static async Task<long> KillAsync(string directory)
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
        return long.TryParse(said, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : throw new InvalidOperationException($"The process that was to be killed said '{said}'.");
    }
}
