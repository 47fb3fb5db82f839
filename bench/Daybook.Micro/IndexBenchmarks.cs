using BenchmarkDotNet.Attributes;
using Daybook.Log;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.IndexFiles;

namespace Daybook.Micro;

/// <summary>Where the events of a stream are and where it ends, among 100,000 streams of ten events each.</summary>
public class IndexBenchmarks : IDisposable
{
    private const int Streams = 100_000;
    private const int Length = 10;
    private const int PartItems = 65_536;

    private readonly LogIndex index = new(Guid.Empty, [], PartItems, firstPosition: 1);
    private readonly string[] names = [.. Enumerable.Range(0, Streams).Select(static number => $"account-{number}")];
    private readonly long[] positions = new long[Length];
    private string directory = "";
    private int next;

    /// <summary>False for an index that is all in memory.</summary>
    [Params(false, true)]
    public bool InFiles { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        directory = Directory.CreateTempSubdirectory("daybook-micro-").FullName;
        var (disk, paths) = (NativeDisk.ForThisSystem(), new LogPaths(directory));
        var keeper = new IndexKeeper(disk, paths, Guid.Empty, (index, new IndexDirectory(disk, paths, Guid.Empty), PartItems));
        for (var position = 1L; position <= Streams * Length; position++)
        {
            var (stream, revision) = ((position - 1) % Streams, (position - 1) / Streams);
            index.BeginPartWhenFull();
            index.Add(names[stream], revision, position, new NewItem("happened", Guid.NewGuid(), default));
            index.Frames.Add(FrameOf(position));
            while (InFiles && keeper.WriteNext(position, CancellationToken.None) && keeper.MergeNext(CancellationToken.None))
            {
            }
        }
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(directory, recursive: true);

    public void Dispose()
    {
        index.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The ten positions of another stream each time, in an order that no cache foresees.</summary>
    [Benchmark]
    public int LookUpStream()
    {
        next = (next + 7919) % Streams;
        return index.Streams.CopyPositions(names[next], 0, positions);
    }

    /// <summary>Where a stream ends, which every append with an expected revision asks.</summary>
    [Benchmark]
    public long LastRevision()
    {
        next = (next + 7919) % Streams;
        return index.Streams.LastRevision(names[next]);
    }

    /// <summary>A stream that is not there: every file is asked, and its filter answers.</summary>
    [Benchmark]
    public long MissStream() => index.Streams.LastRevision("account-none");

    private static FramePlace FrameOf(long position) => new()
    {
        FirstPosition = position,
        Count = 1,
        Segment = 1,
        Offset = SegmentHeader.Size + (position * 320),
        Length = 320,
        RecordedTicks = position,
        FirstOccurredTicks = position,
        LastOccurredTicks = position,
    };
}
