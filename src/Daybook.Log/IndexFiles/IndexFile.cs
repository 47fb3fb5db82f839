using Daybook.Log.Disk;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>
/// An index file, open for reading: what every term of its range of positions was, and where every frame lies. What stays in
/// memory (filter and top levels) is loaded when it is first needed. Every block is verified when it is read; damage is a
/// <see cref="LogException"/> whose remedy is to build the file again. Thread-safe.
/// </summary>
internal sealed class IndexFile : IDisposable
{
    private readonly IndexInput input;
    private readonly IndexFooter footer;
    private readonly ulong hashSeed;
    private TermFilter? filter;
    private TermDictionary? dictionary;
    private FrameDirectory? frames;
    private int holders;

    private IndexFile(IndexInput input)
    {
        IndexHeader.Check(input);
        this.input = input;
        footer = IndexFooter.Read(input);
        hashSeed = Term.SeedOf(input.Id.LogId);
    }

    public IndexFileId Id => input.Id;

    /// <summary>Bytes on the disk.</summary>
    public long Length => input.Length;

    public long TermCount => footer.TermCount;

    /// <summary>Streams whose first event is in the range; every stream of a log begins in exactly one of its files.</summary>
    public long StreamsBegun => footer.StreamsBegun;

    public long FrameCount => footer.FrameCount;

    /// <summary>Bytes that the file holds in memory by now, besides what it has in the cache.</summary>
    public long MemoryBytes => (filter?.Bytes.Length ?? 0) + (dictionary?.MemoryBytes ?? 0) + (frames?.MemoryBytes ?? 0);

    /// <summary>Blocks read from the disk so far.</summary>
    public long Reads => input.Reads;

    /// <summary>Where the frames of the range lie.</summary>
    /// <exception cref="LogException">The top level of frames is damaged.</exception>
    public FrameDirectory Frames => Volatile.Read(ref frames) ?? Load(ref frames, () => new FrameDirectory(input, input.ReadOnce(footer.FrameTop)));

    private TermFilter Filter => Volatile.Read(ref filter) ?? Load(ref filter, () => TermFilter.Read(input.ReadOnce(footer.Filter)));

    private TermDictionary Dictionary => Volatile.Read(ref dictionary) ?? Load(ref dictionary, () => new TermDictionary(input, input.ReadOnce(footer.TermTop)));

    /// <summary>Opens a file; reads its header and footer.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="directory">Where index files lie.</param>
    /// <param name="id">Which file is expected there.</param>
    /// <param name="cache">Where blocks are kept, for all files; null to keep none.</param>
    /// <exception cref="LogException">The file is damaged, cut off, of another log or range, or of an unknown version.</exception>
    /// <exception cref="DiskException">There is no such file, or it cannot be read.</exception>
    public static IndexFile Open(IDisk disk, string directory, IndexFileId id, BlockCache? cache)
    {
        var input = new IndexInput(disk.Open(Path.Combine(directory, id.FileName), DiskAccess.Read), id, cache);
        try
        {
            return new IndexFile(input);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    /// <summary>What the file says of a term; nearly every absent term is refused by the filter, without reading.</summary>
    /// <exception cref="LogException">A block is damaged.</exception>
    public bool TryFind(in Term term, out TermEntry entry)
    {
        if (MayHave(term.Hash))
        {
            return Dictionary.TryFind(term.Key, out entry);
        }

        entry = default;
        return false;
    }

    /// <summary>False when the filter says that the file does not have a term; it never says so of one that it has.</summary>
    /// <param name="hash">The hash of the term's key.</param>
    /// <exception cref="LogException">The filter is damaged.</exception>
    public bool MayHave(ulong hash) => Filter.MayHave(hash);

    /// <summary>Sets a cursor before the first posting of a term of this file.</summary>
    public void OpenPostings(in TermEntry entry, PostingCursor cursor) => cursor.Open(input, entry);

    /// <summary>The revision of a stream's last event in the file at or below a position; <see cref="Expected.None"/> when all are above.</summary>
    /// <param name="stream">The stream's entry in this file.</param>
    /// <param name="position">The last position that counts.</param>
    /// <param name="cursor">A cursor to use, so that none is made.</param>
    /// <exception cref="LogException">A block is damaged.</exception>
    public long LastRevisionAt(in TermEntry stream, long position, PostingCursor cursor)
    {
        if (position >= stream.LastPosition)
        {
            return stream.LastRevision;
        }

        cursor.Open(input, stream);
        return cursor.SeekUpTo(position) ? cursor.Revision : Expected.None;
    }

    /// <summary>All terms in order, before the first.</summary>
    public TermWalk Terms() => new(Dictionary, Id);

    /// <summary>Asks for one more <see cref="Dispose"/> before the file is closed.</summary>
    public void Hold() => Interlocked.Increment(ref holders);

    /// <summary>Closes the file, or takes back one <see cref="Hold"/>; the last one closes it.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref holders) <= 0)
        {
            input.Dispose();
        }
    }

    private static T Load<T>(ref T? part, Func<T> load)
        where T : class
    {
        // Read without a lock; when two come at once, one of the copies is enough.
        Interlocked.CompareExchange(ref part, load(), null);
        return part;
    }
}
