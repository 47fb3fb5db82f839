using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Recovery;

/// <summary>
/// Compares index files with the log in one pass through each: what the log says of terms is added up while it is read, then what
/// the files say, and every frame must lie where they say. Nothing is looked up and nothing but sums is kept, so that a large
/// store is verified as fast as a small one. Not thread-safe.
/// </summary>
internal sealed class IndexCheck
{
    private const int Batch = 4096;

    private readonly IndexFile[] files;
    private readonly ulong hashSeed;
    private readonly TermSum[] logSums;
    private readonly TermSum[] fileSums;
    private readonly (long Terms, long Begun)[] counts;
    private readonly FrameWalk[] frames;
    private readonly PostingCursor cursor = new();
    private readonly byte[] key = new byte[Term.MaxBytes];
    private readonly long[] positions = new long[Batch];
    private readonly uint[] fingerprints = new uint[Batch];
    private int current;

    /// <param name="files">Files of one log in order of position, the first beginning with 1.</param>
    public IndexCheck(IndexFile[] files)
    {
        this.files = files;
        hashSeed = files.Length == 0 ? 0 : Term.SeedOf(files[0].Id.LogId);
        logSums = new TermSum[files.Length];
        fileSums = new TermSum[files.Length];
        counts = new (long, long)[files.Length];
        frames = Array.ConvertAll(files, static file => new FrameWalk(file));
    }

    /// <summary>The last position of which the files speak; 0 when there is none.</summary>
    public long UpTo => files.Length == 0 ? 0 : files[^1].Id.LastPosition;

    /// <summary>Adds the next item of the log, which is one of those of which the files speak.</summary>
    public void Add(long position, in ItemBytes item)
    {
        current += position > files[current].Id.LastPosition ? 1 : 0;
        ref var sum = ref logSums[current];
        sum.Add(HashOf(TermKind.Stream, item.Stream), position, item.Revision, Fingerprint.Of(item.Id));
        sum.Add(HashOf(TermKind.Category, Categories.Of(item.Stream)), position, Expected.None, 0);
        sum.Add(HashOf(TermKind.Type, item.Name), position, Expected.None, 0);
        var tags = item.Tags;
        for (var number = 0; number < item.TagCount; number++)
        {
            var tag = ItemBytes.NextText(ref tags);
            if (!IsAmongFirst(number, tag, item.Tags))
            {
                sum.Add(HashOf(TermKind.Tag, tag), position, Expected.None, 0);
            }
        }
    }

    /// <summary>Compares the next frame, whose items were added.</summary>
    /// <exception cref="LogException">A file says something else.</exception>
    public void Compare(in FramePlace frame)
    {
        if (!frames[current].MoveNext(out var indexed) || indexed != frame)
        {
            throw Differs(files[current], $"where the frame of position {frame.FirstPosition} lies or when it was recorded");
        }
    }

    /// <summary>Compares what the files say, once the log was added as far as they speak.</summary>
    /// <exception cref="LogException">A file says something else, or is damaged.</exception>
    public void Finish(CancellationToken cancellationToken)
    {
        var walks = Array.ConvertAll(files, static file => file.Terms());
        var hasTerm = Array.ConvertAll(walks, static walk => walk.MoveNext());
        for (var least = LeastOf(walks, hasTerm); least >= 0; least = LeastOf(walks, hasTerm))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = walks[least].Key.Length;
            walks[least].Key.CopyTo(key);
            AddTerm(walks, hasTerm, key.AsSpan(0, length));
        }

        for (var number = 0; number < files.Length; number++)
        {
            if (!fileSums[number].Is(logSums[number]))
            {
                throw Differs(files[number], "which events its streams, categories, types and tags have");
            }

            if (counts[number] != (files[number].TermCount, files[number].StreamsBegun) || frames[number].MoveNext(out _))
            {
                throw Differs(files[number], "how many terms, streams or frames there are");
            }
        }
    }

    /// <summary>Adds what all files say of a term, and goes on to their next. A stream goes on in a file where it ended in those before.</summary>
    private void AddTerm(TermWalk[] walks, bool[] hasTerm, ReadOnlySpan<byte> term)
    {
        var hash = TermHash.Of(term, hashSeed);
        var isStream = term[0] == (byte)TermKind.Stream;
        var revision = 0L;
        for (var number = 0; number < files.Length; number++)
        {
            if (!hasTerm[number] || !walks[number].Key.SequenceEqual(term))
            {
                continue;
            }

            var entry = walks[number].Entry;
            if (isStream && entry.FirstRevision != revision)
            {
                throw Differs(files[number], $"with which revision '{System.Text.Encoding.UTF8.GetString(term[1..])}' goes on");
            }

            if (!files[number].MayHave(hash))
            {
                throw Differs(files[number], $"whether it has '{System.Text.Encoding.UTF8.GetString(term[1..])}'");
            }

            counts[number] = (counts[number].Terms + 1, counts[number].Begun + (isStream && revision == 0 ? 1 : 0));
            revision = AddPostings(number, entry, hash, isStream ? revision : Expected.None);
            hasTerm[number] = walks[number].MoveNext();
        }
    }

    private long AddPostings(int number, in TermEntry entry, ulong hash, long revision)
    {
        ref var sum = ref fileSums[number];
        var isStream = revision != Expected.None;
        files[number].OpenPostings(entry, cursor);
        for (var count = cursor.CopyNext(positions, fingerprints); count > 0; count = cursor.CopyNext(positions, fingerprints))
        {
            for (var at = 0; at < count; at++)
            {
                sum.Add(hash, positions[at], isStream ? revision++ : revision, isStream ? fingerprints[at] : 0);
            }
        }

        return revision;
    }

    /// <summary>The walk that stands on the least key; -1 when all have ended.</summary>
    private static int LeastOf(TermWalk[] walks, bool[] hasTerm)
    {
        var least = -1;
        for (var number = 0; number < walks.Length; number++)
        {
            if (hasTerm[number] && (least < 0 || walks[number].Key.SequenceCompareTo(walks[least].Key) < 0))
            {
                least = number;
            }
        }

        return least;
    }

    /// <summary>An event that has a tag twice has it.</summary>
    private static bool IsAmongFirst(int count, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> tags)
    {
        for (; count > 0; count--)
        {
            if (ItemBytes.NextText(ref tags).SequenceEqual(tag))
            {
                return true;
            }
        }

        return false;
    }

    private ulong HashOf(TermKind kind, ReadOnlySpan<byte> text)
    {
        key[0] = (byte)kind;
        text.CopyTo(key.AsSpan(1));
        return TermHash.Of(key.AsSpan(0, 1 + text.Length), hashSeed);
    }

    private static LogException Differs(IndexFile file, string what) => LogException.Damaged(
        file.Id.Name, 0, $"the log says otherwise: {what}", Block.Remedy);
}
