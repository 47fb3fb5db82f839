using Daybook.Log;
using Daybook.Log.Reading;
using Daybook.Log.Sequencing;
using Daybook.Log.Writing;
using Daybook.Simulation.Disks;

namespace Daybook.Simulation.Worlds;

/// <summary>
/// A writer on a simulated disk, driven step by step from one seed, beside a model that knows what must hold. The writer is
/// the threadless core, so that the same seed does the same in the same order.
/// </summary>
internal sealed class World
{
    public const string Root = "/store";

    private readonly FlushMode flushMode;
    private readonly int indexPartItems;
    private readonly Random random;
    private readonly SimulatedTime time = new();
    private LogCore? core;

    public World(int seed, SimulatedDisk disk, Model? model = null)
    {
        random = new Random(seed);
        flushMode = (FlushMode)(seed % 3);
        indexPartItems = 1 + (seed % 7);
        Disk = disk;
        Model = model ?? new Model();
    }

    public SimulatedDisk Disk { get; private set; }

    public Model Model { get; }

    /// <summary>Set to acknowledge before the commit: what the checker must catch.</summary>
    public bool AcknowledgesEarly { get; init; }

    /// <summary>False to leave full segments as they are, for who changes their frames.</summary>
    public bool Packs { get; init; } = true;

    /// <summary>Opens for writing, which recovers, and checks what is there.</summary>
    public void Open()
    {
        core = LogCore.Open(Root, Options(), CancellationToken.None);
        Model.Check(core.View);
    }

    /// <summary>One step: mostly appends and commits, now and then a close and opening.</summary>
    public void Step()
    {
        time.Advance(TimeSpan.FromTicks(random.Next(3)));
        switch (random.Next(14))
        {
            case < 7:
                Append();
                break;
            case < 11:
                Commit();
                break;
            case < 13:
                WorkInBackground();
                break;
            default:
                CloseInOrder();
                Open();
                break;
        }
    }

    public void Run(int steps)
    {
        Open();
        for (var step = 0; step < steps; step++)
        {
            Step();
        }
    }

    public void CloseInOrder()
    {
        Commit();
        core!.MarkClean();
        core.Dispose();
    }

    /// <summary>Checks what a reader in another process would be shown now, and holds the log to it from then on.</summary>
    public void Follow()
    {
        using var follower = LogFollower.Open(new Log.Format.LogPaths(Root), Options(), CancellationToken.None);
        Assert.True(follower.View.DurablePosition <= core!.View.DurablePosition);
        Model.Survives(follower.View.DurablePosition);
    }

    public void Append()
    {
        var streams = Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"s-{random.Next(4)}").Distinct().ToArray();
        var parts = streams.Select(Part).ToArray();
        var sequenced = core!.Sequence(EncodedAppend.Of(parts));
        if (sequenced.Outcome is LogOutcome.Appended { WasRepeat: false })
        {
            Model.Sequenced(parts.SelectMany(ItemsOf).ToArray());
            if (AcknowledgesEarly)
            {
                Model.Survives(Model.Count);
            }
        }
        else if (sequenced.Outcome is LogOutcome.Appended repeat)
        {
            Assert.All(parts, part => Assert.Contains(part.Items[0].Id, Model.IdsOf(part.Stream)));
            Assert.True(repeat.Positions.Max() <= sequenced.RestsOn);
        }
        else if (sequenced.Outcome is LogOutcome.PartialRepeat partial)
        {
            Assert.Contains(partial.Id, Model.IdsOf(partial.Stream));
        }
        else
        {
            Assert.Contains(parts, part => part.Expected.Kind == ExpectedKind.Exactly && part.Expected.Revision != Model.LastRevision(part.Stream));
        }
    }

    public void Commit()
    {
        if (core!.Take() is not { } group)
        {
            return;
        }

        core.Commit(group);
        Model.Survives(group.LastPosition);
        Assert.Equal(group.LastPosition, core.View.DurablePosition);
        core.GiveBack(group);
    }

    /// <summary>What the writer does in the background: the next segment is made, events get digests, a part of the index becomes a file, files become fewer.</summary>
    public void WorkInBackground()
    {
        if (core!.WantsSegment)
        {
            core.MakeSegment(CancellationToken.None);
        }

        core.MakeDigests(CancellationToken.None);
        while (core.WriteIndex(CancellationToken.None) && random.Next(4) != 0)
        {
        }

        core.MergeIndex(CancellationToken.None);
        if (Packs && random.Next(4) != 0)
        {
            Pack();
        }
    }

    /// <summary>Packs what is full.</summary>
    public void Pack()
    {
        while (core!.WantsPacking && core.PackNext(CancellationToken.None) is not null)
        {
        }
    }

    private StreamItems Part(string stream)
    {
        var last = Model.LastRevision(stream);
        var items = Enumerable.Range(0, random.Next(1, 4)).Select(_ => NewItem()).ToArray();
        return random.Next(10) switch
        {
            0 => new StreamItems(stream, Expected.Any, items),
            1 => new StreamItems(stream, Expected.At(last + 1), items),
            2 when last >= 0 => new StreamItems(stream, Expected.Any, [NewItem() with { Id = Model.IdsOf(stream)[^1] }]),
            _ => new StreamItems(stream, last < 0 ? Expected.NoStream : Expected.At(last), items),
        };
    }

    private IEnumerable<ModelItem> ItemsOf(StreamItems part)
    {
        var revision = Model.LastRevision(part.Stream);
        return part.Items.Select(item => new ModelItem(part.Stream, ++revision, item.Id, item.Data.ToArray()));
    }

    private NewItem NewItem()
    {
        var id = new byte[16];
        random.NextBytes(id);
        var data = new byte[random.Next(5) == 0 ? random.Next(3_000) : random.Next(60)];
        random.NextBytes(data);
        return new NewItem("happened", new Guid(id), data) { Tags = random.Next(3) == 0 ? ["about:1"] : [] };
    }

    private LogOptions Options() => new()
    {
        Disk = Disk,
        Time = time,
        SegmentSizeBytes = LogOptions.LeastSegmentSizeBytes,
        SegmentAheadBytes = 0,
        FlushMode = flushMode,
        IndexPartItems = indexPartItems,
        NewSalt = static () => new Guid(9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9),
        NewLogId = () => new Guid(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7),
    };
}
