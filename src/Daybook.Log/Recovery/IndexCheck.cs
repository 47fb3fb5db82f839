using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Recovery;

/// <summary>
/// Compares index files with what a log says, part by part: every posting, revision, fingerprint and frame must be there, and
/// in the end there must have been no others.
/// </summary>
internal sealed class IndexCheck(IndexFile[] files)
{
    private const int Batch = 4096;

    private readonly long[] counted = new long[files.Length];
    private readonly FrameWalk[] frames = Array.ConvertAll(files, static file => new FrameWalk(file));
    private readonly PostingCursor cursor = new();
    private readonly long[] positions = new long[Batch];
    private readonly uint[] fingerprints = new uint[Batch];
    private readonly long[] found = new long[Batch];
    private readonly uint[] foundFingerprints = new uint[Batch];

    /// <summary>Compares the next part, which the files must have all of.</summary>
    /// <exception cref="LogException">A file says something else.</exception>
    public void Compare(MemoryPart part)
    {
        var source = new MemorySource(part);
        while (source.MoveToNextTerm())
        {
            var revision = source.Key[0] == (byte)TermKind.Stream ? source.FirstRevision : Expected.None;
            for (var count = source.ReadPostings(positions, fingerprints); count > 0; count = source.ReadPostings(positions, fingerprints))
            {
                ComparePostings(source.Key, revision, count);
                revision += revision == Expected.None ? 0 : count;
            }
        }

        while (source.MoveToNextFrame(out var frame))
        {
            var number = FileOf(frame.FirstPosition);
            if (!frames[number].MoveNext(out var indexed) || indexed != frame)
            {
                throw Differs(files[number], $"where the frame of position {frame.FirstPosition} lies or when it was recorded");
            }
        }
    }

    /// <summary>Makes sure that the files have nothing else, once all parts were compared.</summary>
    /// <exception cref="LogException">A file has more.</exception>
    public void Finish()
    {
        for (var number = 0; number < files.Length; number++)
        {
            var (terms, begun, postings) = (0L, 0L, 0L);
            for (var walk = files[number].Terms(); walk.MoveNext(); terms++)
            {
                postings += walk.Entry.Count;
                begun += walk.Entry.FirstRevision == 0 ? 1 : 0;
            }

            if (postings != counted[number] || terms != files[number].TermCount || begun != files[number].StreamsBegun || frames[number].MoveNext(out _))
            {
                throw Differs(files[number], "how many terms, events or frames there are");
            }
        }
    }

    private void ComparePostings(ReadOnlySpan<byte> key, long revision, int count)
    {
        for (var at = 0; at < count;)
        {
            var number = FileOf(positions[at]);
            var upTo = positions.AsSpan(at, count - at).BinarySearch(files[number].Id.LastPosition);
            var run = upTo >= 0 ? upTo + 1 : ~upTo;
            if (!IsSame(files[number], key, (at, run), revision == Expected.None ? revision : revision + at))
            {
                throw Differs(files[number], $"where '{System.Text.Encoding.UTF8.GetString(key[1..])}' stands from position {positions[at]} on");
            }

            counted[number] += run;
            at += run;
        }
    }

    private bool IsSame(IndexFile file, ReadOnlySpan<byte> key, (int Start, int Count) run, long revision)
    {
        var expected = positions.AsSpan(run.Start, run.Count);
        if (!file.TryFind(new Term(key, Term.SeedOf(file.Id.LogId)), out var entry))
        {
            return false;
        }

        file.OpenPostings(entry, cursor);
        if (!cursor.SeekFrom(expected[0]) || (revision != Expected.None && cursor.Revision != revision))
        {
            return false;
        }

        cursor.StepBefore();
        var isStream = revision != Expected.None;
        var copied = cursor.CopyNext(found.AsSpan(0, run.Count), isStream ? foundFingerprints.AsSpan(0, run.Count) : []);
        return copied == run.Count
            && expected.SequenceEqual(found.AsSpan(0, copied))
            && (!isStream || fingerprints.AsSpan(run.Start, run.Count).SequenceEqual(foundFingerprints.AsSpan(0, copied)));
    }

    private int FileOf(long position)
    {
        var number = Array.FindIndex(files, file => position <= file.Id.LastPosition);
        Invariant.Holds(number >= 0);
        return number;
    }

    private static LogException Differs(IndexFile file, string what) => LogException.Damaged(
        file.Id.Name, 0, $"the log says otherwise: {what}", Block.Remedy);
}
