using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Index;

/// <summary>
/// Everything that is known of a log without reading it: where its frames lie, and which items its terms have. The newest part
/// is in memory, what is before in files. Items are added by one caller at a time; everything else is thread-safe.
/// </summary>
internal sealed class LogIndex : IDisposable
{
    /// <summary>Postings after which a part is full, for each item that it may have: a part of items with many tags is smaller.</summary>
    private const int PostingsPerItem = 8;

    private const long NotAsked = -1;

    private readonly Lock gate = new();
    private readonly int partItems;
    private IndexLayers layers;
    private MemoryPart active;
    private PostingCursor? idleCursor;
    private long lastClosing = NotAsked;

    /// <param name="logId">The log; it gives the hash of terms its seed.</param>
    /// <param name="files">Files in order of position, the first beginning with 1; the index closes them.</param>
    /// <param name="partItems">Items of a part in memory, after which the next is begun; a frame is never split.</param>
    /// <param name="firstPosition">What the parts in memory begin with; the files must reach that far.</param>
    public LogIndex(Guid logId, IndexFile[] files, int partItems, long firstPosition)
    {
        Invariant.Holds(files.Length == 0 || firstPosition <= files[^1].Id.LastPosition + 1);
        this.partItems = partItems;
        HashSeed = Term.SeedOf(logId);
        active = new MemoryPart(firstPosition);
        layers = new IndexLayers(files, [active]);
        Heads = new TermHeads(TermHeads.DefaultTerms) { UpTo = layers.FilesUpTo };
        Streams = new StreamIndex(this);
        Terms = new TermIndex(this);
        Frames = new FrameIndex(this);
    }

    public StreamIndex Streams { get; }

    public TermIndex Terms { get; }

    public FrameIndex Frames { get; }

    /// <summary>The last position of terms lately asked for, as far as the files go.</summary>
    public TermHeads Heads { get; }

    public ulong HashSeed { get; }

    /// <summary>The last position for which the files speak, all of it durable; 0 when there is none.</summary>
    public long FilesUpTo
    {
        get
        {
            using var held = Hold();
            return held.FilesUpTo;
        }
    }

    /// <summary>
    /// The last position of an item that closes its stream; 0 when there is none. Every append asks, so the files are asked once.
    /// </summary>
    public long LastClosing
    {
        get
        {
            if (Volatile.Read(ref lastClosing) == NotAsked)
            {
                using var held = Hold();
                Interlocked.CompareExchange(ref lastClosing, Terms.LastAfter(held, TermKind.Type, SystemNames.StreamClosed, 0), NotAsked);
            }

            return Volatile.Read(ref lastClosing);
        }
    }

    /// <summary>The layers of this moment; the caller disposes them.</summary>
    public IndexLayers Hold()
    {
        while (true)
        {
            var found = Volatile.Read(ref layers);
            if (found.TryHold())
            {
                return found;
            }

            // Layers are let go of only after others have taken their place, or at the end.
            ObjectDisposedException.ThrowIf(found == Volatile.Read(ref layers), this);
        }
    }

    /// <summary>Adds an item that follows all before it, in its stream and in the log.</summary>
    public void Add(string stream, long revision, long position, in NewItem item)
    {
        active.Add(stream, revision, position, item);
        if (item.Name == SystemNames.StreamClosed)
        {
            Volatile.Write(ref lastClosing, position);
        }
    }

    /// <summary>Begins a new part when the last has enough. To be called between frames.</summary>
    public void BeginPartWhenFull()
    {
        if (active.Items >= partItems || active.Postings >= (long)partItems * PostingsPerItem)
        {
            BeginPart();
        }
    }

    /// <summary>Begins a new part, unless the last is empty.</summary>
    public void BeginPart()
    {
        if (active.Items == 0)
        {
            return;
        }

        var next = new MemoryPart(active.LastPosition + 1);
        Change(now => (now.Files, [.. now.Parts, next]));
        active = next;
    }

    /// <summary>The oldest part, when nothing is added to it any more; null when there is only the one that is added to.</summary>
    public MemoryPart? OldestFull()
    {
        using var held = Hold();
        return held.Parts.Length > 1 ? held.Parts[0] : null;
    }

    /// <summary>Parts that wait for their file.</summary>
    public int FullParts
    {
        get
        {
            using var held = Hold();
            return held.Parts.Length - 1;
        }
    }

    /// <summary>Puts a file into the place of the oldest part, which has the same range.</summary>
    public void Replace(MemoryPart part, IndexFile file)
    {
        Invariant.Holds(file.Id.FirstPosition == part.FirstPosition && file.Id.LastPosition == part.LastPosition);
        Heads.Advance(part, HashSeed);
        Change(now =>
        {
            Invariant.Holds(now.Parts[0] == part);
            return ([.. now.Files, file], now.Parts[1..]);
        });
    }

    /// <summary>Forgets the oldest part, of which the files know as much.</summary>
    public void Drop(MemoryPart part)
    {
        Heads.Advance(part, HashSeed);
        Change(now =>
        {
            Invariant.Holds(now.Parts[0] == part && now.Files[^1].Id.LastPosition >= part.LastPosition);
            return (now.Files, now.Parts[1..]);
        });
    }

    /// <summary>Goes on with the files and parts of another index, which knows as much and is not used any further.</summary>
    public void TakeOver(LogIndex other)
    {
        using var layers = other.Hold();
        Heads.Reset(layers.FilesUpTo);
        Change(_ => (layers.Files, layers.Parts));
        active = other.active;
        Volatile.Write(ref lastClosing, NotAsked);
    }

    /// <summary>Puts one file into the place of several, which together have the same range.</summary>
    public void Replace(IndexFile[] merged, IndexFile file)
    {
        Invariant.Holds(file.Id.FirstPosition == merged[0].Id.FirstPosition && file.Id.LastPosition == merged[^1].Id.LastPosition);
        Change(now =>
        {
            var at = Array.IndexOf(now.Files, merged[0]);
            Invariant.Holds(at >= 0 && now.Files[at + merged.Length - 1] == merged[^1]);
            return ([.. now.Files[..at], file, .. now.Files[(at + merged.Length)..]], now.Parts);
        });
    }

    /// <summary>A cursor to be used by one caller, who gives it back.</summary>
    public PostingCursor TakeCursor() => Interlocked.Exchange(ref idleCursor, null) ?? new PostingCursor();

    public void GiveBack(PostingCursor cursor) => idleCursor = cursor;

    /// <summary>Closes the files as soon as nobody holds layers of them.</summary>
    public void Dispose() => Volatile.Read(ref layers).Dispose();

    private void Change(Func<IndexLayers, (IndexFile[] Files, MemoryPart[] Parts)> change)
    {
        lock (gate)
        {
            var before = layers;
            var (files, parts) = change(before);
            Volatile.Write(ref layers, new IndexLayers(files, parts));
            before.Dispose();
        }
    }
}
