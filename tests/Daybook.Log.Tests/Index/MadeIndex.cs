using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Tests.Index;

/// <summary>How the index of a test lies: in one part, in several, or in files, merged or not, with the newest items in memory.</summary>
public enum Layout
{
    OnePart,
    Parts,
    Files,
    Merged,
}

/// <summary>An index that grows item by item, each in a frame of its own, in one of the layouts.</summary>
internal sealed class MadeIndex : IItemIds, IDisposable
{
    private const int PartItems = 3;

    private readonly Layout layout;
    private readonly TempDirectory? directory;
    private readonly IndexKeeper? keeper;
    private readonly Dictionary<string, long> revisions = [];
    private readonly List<Guid> ids = [];

    public MadeIndex(Layout layout = Layout.OnePart)
    {
        this.layout = layout;
        Index = InMemory(layout == Layout.OnePart ? int.MaxValue : PartItems);
        if (layout >= Layout.Files)
        {
            directory = new TempDirectory();
            var (disk, paths) = (NativeDisk.ForThisSystem(), new LogPaths(directory.Path));
            keeper = new IndexKeeper(disk, paths, FrameMaker.LogId, (Index, new IndexDirectory(disk, paths, FrameMaker.LogId), PartItems));
        }
    }

    public LogIndex Index { get; }

    public StreamIndex Streams => Index.Streams;

    public long Head { get; private set; }

    /// <summary>Ids that were read from the log.</summary>
    public int IdsRead { get; private set; }

    public static LogIndex InMemory(int partItems = int.MaxValue, long firstPosition = 1) => new(FrameMaker.LogId, [], partItems, firstPosition);

    /// <summary>A log that must not be asked for ids, since all of them are in memory.</summary>
    public static IItemIds NoLog() => new MadeIndex();

    public Guid IdAt(long position)
    {
        IdsRead++;
        return ids[(int)position - 1];
    }

    public MadeIndex Add(string stream, int number) => Add(stream, new NewItem("happened", Items.Id(number), default));

    public MadeIndex Add(string stream, in NewItem item)
    {
        Index.BeginPartWhenFull();
        var revision = revisions[stream] = revisions.GetValueOrDefault(stream, -1) + 1;
        Index.Add(stream, revision, ++Head, item);
        ids.Add(item.Id);
        Index.Frames.Add(FrameOf(Head));
        if (keeper is not null)
        {
            while (keeper.WriteNext(Head, CancellationToken.None) && layout == Layout.Merged && keeper.MergeNext(CancellationToken.None))
            {
            }
        }

        return this;
    }

    public void Dispose()
    {
        Index.Dispose();
        directory?.Dispose();
    }

    private static FramePlace FrameOf(long position) => new()
    {
        FirstPosition = position,
        Count = 1,
        Segment = 1,
        Offset = 4096 + (position * 64),
        Length = 64,
        RecordedTicks = position * 10,
        FirstOccurredTicks = position * 10,
        LastOccurredTicks = position * 10,
    };
}
