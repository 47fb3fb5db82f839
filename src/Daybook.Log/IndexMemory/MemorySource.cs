using System.Text;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.IndexMemory;

/// <summary>What a part in memory, which is not added to any more, says to the writer of an index file.</summary>
internal sealed class MemorySource : IIndexSource
{
    private readonly List<Entry> terms = [];
    private readonly FrameTable frames;
    private byte[] keys = new byte[64 * 1024];
    private int keyBytes;
    private int term = -1;
    private int posting;
    private int frame;

    public MemorySource(MemoryPart part)
    {
        foreach (var (stream, run) in part.Streams())
        {
            Add(TermKind.Stream, stream, run);
        }

        foreach (var kind in (ReadOnlySpan<TermKind>)[TermKind.Category, TermKind.Type, TermKind.Tag])
        {
            foreach (var (text, positions) in part.Terms(kind))
            {
                Add(kind, text, new StreamRun(Expected.None, positions));
            }
        }

        terms.Sort((left, right) => KeyOf(left).SequenceCompareTo(KeyOf(right)));
        frames = part.Frames;
    }

    public ReadOnlySpan<byte> Key => KeyOf(terms[term]);

    public long FirstRevision => terms[term].Run.FirstRevision;

    public bool MoveToNextTerm()
    {
        posting = 0;
        return ++term < terms.Count;
    }

    public int ReadPostings(Span<long> positions, Span<uint> fingerprints)
    {
        var run = terms[term].Run;
        var count = Math.Min(positions.Length, run.Positions.Length - posting);
        run.Positions.Span.Slice(posting, count).CopyTo(positions);
        if (!run.Fingerprints.IsEmpty)
        {
            run.Fingerprints.Span.Slice(posting, count).CopyTo(fingerprints);
        }

        posting += count;
        return count;
    }

    public bool MoveToNextFrame(out FramePlace next)
    {
        return frames.TryGet(frame++, out next);
    }

    private void Add(TermKind kind, string text, StreamRun run)
    {
        var most = 1 + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (keys.Length - keyBytes < most)
        {
            Array.Resize(ref keys, Math.Max(keys.Length * 2, keyBytes + most));
        }

        var length = Term.WriteKey(kind, text, keys.AsSpan(keyBytes));
        terms.Add(new Entry(keyBytes, length, run));
        keyBytes += length;
    }

    private ReadOnlySpan<byte> KeyOf(Entry entry) => keys.AsSpan(entry.KeyAt, entry.KeyLength);

    private readonly record struct Entry(int KeyAt, int KeyLength, StreamRun Run);
}
