using Daybook.Load.Disk;
using Daybook.Load.Engines;
using Daybook.Load.Measuring;
using Daybook.Log;
using Daybook.Log.Disk;

namespace Daybook.Load.Phases;

/// <summary>Appends that are durable when they end, by 1 to 256 writers and in batches, with the raw disk among the subjects.</summary>
internal sealed class DurablePhases(Arguments arguments, Alternation alternation, Talk talk)
{
    private const int BatchEvents = 100;

    /// <summary>What an event takes in a log that adds 16 bytes to it: the size of the raw disk's group writes.</summary>
    private const int RawEventBytes = Appending.EventBytes + 16;

    public async Task RunAsync(Results results)
    {
        await using var engines = await OpenAsync();
        using var limit = OpenLimit();
        using var growing = RawDisk.Growing(Path.Combine(arguments.Root, "growing"), 4096);
        foreach (var writers in PhaseNames.Writers.Where(writers => arguments.Wants(PhaseNames.Append(writers))))
        {
            var subjects = engines.Open.Select(one => new Subject(
                one.Name, (time, latencies) => Appending.RunAsync(one.Engine, writers, time, latencies)));
            results.Phases.Add(writers == 1
                ? await alternation.RunAsync(
                    PhaseNames.Append(1), [Raw(Results.DiskLimit, limit), Raw(Results.GrowingLimit, growing), .. subjects], arguments.Time)
                : await WithGroupAsync(PhaseNames.Append(writers), limit, writers * RawEventBytes, subjects));
        }

        if (!arguments.Wants(PhaseNames.Batch))
        {
            return;
        }

        var batches = engines.Open.Select(one => new Subject(
            one.Name, (time, latencies) => Appending.BatchesAsync(one.Engine, BatchEvents, time, latencies)));
        results.Phases.Add(await WithGroupAsync(PhaseNames.Batch, limit, BatchEvents * RawEventBytes, batches));
    }

    private static Subject Raw(string name, RawDisk disk) =>
        new(name, (time, latencies) => Task.Run(() => disk.Run(time, latencies)));

    private async Task<PhaseResult> WithGroupAsync(string phase, RawDisk limit, int groupBytes, IEnumerable<Subject> subjects)
    {
        using var group = arguments.SlowFlush is null ? TryDirect("group", groupBytes) : null;
        Subject[] raw = group is null
            ? [Raw(Results.DiskLimit, limit)]
            : [Raw(Results.DiskLimit, limit), Raw(Results.GroupLimit, group)];
        return await alternation.RunAsync(phase, [.. raw, .. subjects], arguments.Time);
    }

    private async Task<EngineSet> OpenAsync()
    {
        var directory = Path.Combine(arguments.Root, "append");
        if (arguments.SlowFlush is not { } slow)
        {
            return await EngineSet.OpenAsync(directory, arguments.Peers, talk);
        }

        var set = new EngineSet(directory);
        var options = new LogOptions { Disk = new SlowDisk(NativeDisk.ForThisSystem(), slow) };
        set.Add(EngineCatalog.Ours, await DaybookEngine.OpenAsync(set.PathOf(EngineCatalog.Ours), options: options));
        return set;
    }

    /// <summary>L1; on a slow disk, and where there are no direct writes, growing writes take its place.</summary>
    private RawDisk OpenLimit()
    {
        const string Name = "limit";
        if (arguments.SlowFlush is null && TryDirect(Name, 4096) is { } direct)
        {
            return direct;
        }

        return RawDisk.Growing(Path.Combine(arguments.Root, Name), 4096, arguments.SlowFlush ?? TimeSpan.Zero);
    }

    /// <summary>Null where the volume has no direct writes.</summary>
    private RawDisk? TryDirect(string name, int size)
    {
        try
        {
            return RawDisk.Direct(Path.Combine(arguments.Root, name), size, arguments.ZeroedBytes);
        }
        catch (IOException failure)
        {
            talk.Say($"No direct writes of {size} bytes here ({failure.Message}); growing files stand for L1.");
            return null;
        }
    }
}
