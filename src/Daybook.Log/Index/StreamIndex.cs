using System.Runtime.CompilerServices;
using System.Text;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexCursors;
using Daybook.Log.IndexFiles;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Index;

/// <summary>
/// Positions and ids of the items of every stream, in order of revision, including what is sequenced but not yet durable: who
/// reads says up to which position. All members may throw a <see cref="LogException"/> when an index file is damaged.
/// </summary>
internal sealed class StreamIndex(LogIndex index)
{
    private const int FingerprintsAtOnce = 256;

    private readonly RepeatWindows windows = new();

    /// <summary>The last revision of a stream; <see cref="Expected.None"/> when it has no items.</summary>
    public long LastRevision(string stream)
    {
        using var layers = index.Hold();
        for (var at = layers.Parts.Length - 1; at >= 0; at--)
        {
            if (layers.Parts[at].LastRevision(stream) is not Expected.None and var revision)
            {
                return revision;
            }
        }

        return index.Terms.InFiles(layers, TermKind.Stream, stream)?.Revision ?? Expected.None;
    }

    /// <summary>True when the last item of a stream closes it.</summary>
    public bool IsClosed(string stream)
    {
        var lastClosing = index.LastClosing;
        if (lastClosing == 0)
        {
            return false;
        }

        using var layers = index.Hold();
        var last = LastPosition(layers, stream);
        return last > 0 && last <= lastClosing
            && index.Terms.Cursor(layers, TermKind.Type, SystemNames.StreamClosed, new Reach(last, last, Backwards: false)).TrySeek(last, out _);
    }

    /// <summary>True when the last items of a stream, so many or as many as it has, are in memory and no file is asked for them.</summary>
    public bool IsInMemory(string stream, long items)
    {
        using var layers = index.Hold();
        var last = Expected.None;
        for (var at = layers.Parts.Length - 1; at >= 0; at--)
        {
            if (layers.Parts[at].TryFind(stream, out var run))
            {
                last = last == Expected.None ? run.LastRevision : last;
                if (run.FirstRevision == 0 || last - run.FirstRevision + 1 >= items)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The last revision of a stream at or below a position; <see cref="Expected.None"/> when it has none there.</summary>
    public long LastRevisionAt(string stream, long position)
    {
        using var layers = index.Hold();
        return LastRevisionAt(layers, stream, position);
    }

    /// <summary>Copies the positions of a stream from a revision on, as many as fit; returns how many.</summary>
    public int CopyPositions(string stream, long fromRevision, Span<long> target)
    {
        using var layers = index.Hold();
        var count = (int)Math.Min(target.Length, LastRevisionAt(layers, stream, long.MaxValue) - fromRevision + 1);
        if (count <= 0)
        {
            return 0;
        }

        Gather(layers, stream, fromRevision, new Gathered(target[..count], []));
        return count;
    }

    /// <summary>
    /// False when none of some ids stands among a stream's items from a revision to another, both inclusive and there. True when
    /// one may: fingerprints are compared.
    /// </summary>
    public bool MayHold(string stream, (long First, long Last) revisions, ReadOnlySpan<Guid> ids)
    {
        using var layers = index.Hold();
        var wanted = new WantedIds(ids);
        var left = revisions.Last;
        for (var at = layers.Parts.Length - 1; at >= 0 && left >= revisions.First; at--)
        {
            if (!layers.Parts[at].TryFind(stream, out var run) || run.FirstRevision > left)
            {
                continue;
            }

            var first = Math.Max(revisions.First, run.FirstRevision);
            if (MayHold(run, (first, left), wanted))
            {
                return true;
            }

            left = run.FirstRevision - 1;
        }

        return left >= revisions.First && wanted.AnyIn(FingerprintsOf(layers, stream, revisions.First, left).Span);
    }

    /// <summary>The ids of a stream's items from a revision to another, both inclusive and there, those in files read from the log.</summary>
    public Guid[] Ids(string stream, (long First, long Last) revisions, IItemIds log)
    {
        using var layers = index.Hold();
        var ids = new Guid[revisions.Last - revisions.First + 1];
        var left = revisions.Last;
        for (var at = layers.Parts.Length - 1; at >= 0 && left >= revisions.First; at--)
        {
            if (!layers.Parts[at].TryFind(stream, out var run) || run.FirstRevision > left)
            {
                continue;
            }

            var from = Math.Max(revisions.First, run.FirstRevision);
            run.CopyIds(from, ids.AsSpan((int)(from - revisions.First), (int)(left - from + 1)));
            left = from - 1;
        }

        if (left >= revisions.First)
        {
            var positions = new long[left - revisions.First + 1];
            Gather(layers, stream, revisions.First, new Gathered(positions, []));
            for (var at = 0; at < positions.Length; at++)
            {
                ids[at] = log.IdAt(positions[at]);
            }
        }

        return ids;
    }

    /// <summary>Names and last revisions of all streams with an item at or below a position, in ordinal order of the name.</summary>
    public IReadOnlyList<(string Stream, long LastRevision)> ListUpTo(long position, string prefix)
    {
        using var layers = index.Hold();
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var file in layers.Files)
        {
            for (var walk = new StreamWalk(file, prefix, Math.Min(position, layers.FilesUpTo)); walk.MoveNext();)
            {
                found[Encoding.UTF8.GetString(walk.Name)] = walk.LastRevision;
            }
        }

        foreach (var part in layers.Parts)
        {
            foreach (var (stream, run) in part.Streams())
            {
                if (stream.StartsWith(prefix, StringComparison.Ordinal) && run.LastRevisionAt(position) is not Expected.None and var revision)
                {
                    found[stream] = revision;
                }
            }
        }

        var list = new List<(string Stream, long LastRevision)>(found.Count);
        foreach (var (stream, revision) in found)
        {
            list.Add((stream, revision));
        }

        list.Sort(static (left, right) => string.CompareOrdinal(left.Stream, right.Stream));
        return list;
    }

    /// <summary>How many streams have an item at or below a position, which is not below what the files speak for.</summary>
    public long CountUpTo(long position)
    {
        using var layers = index.Hold();
        Invariant.Holds(position >= layers.FilesUpTo && (layers.Files.Length == 0 || layers.Files[^1].Id.LastPosition == layers.FilesUpTo));
        var count = 0L;
        foreach (var file in layers.Files)
        {
            count += file.StreamsBegun;
        }

        foreach (var part in layers.Parts)
        {
            count += part.CountBegunUpTo(position);
        }

        return count;
    }

    [SkipLocalsInit]
    private static bool MayHold(in StreamRun run, (long First, long Last) revisions, WantedIds wanted)
    {
        if (!wanted.MayBeIn(run, revisions))
        {
            return false;
        }

        Span<uint> buffer = stackalloc uint[FingerprintsAtOnce];
        for (var first = revisions.First; first <= revisions.Last; first += FingerprintsAtOnce)
        {
            var some = buffer[..(int)Math.Min(FingerprintsAtOnce, revisions.Last - first + 1)];
            run.CopyFingerprints(first, some);
            if (wanted.AnyIn(some))
            {
                return true;
            }
        }

        return false;
    }

    private long LastPosition(IndexLayers layers, string stream)
    {
        for (var at = layers.Parts.Length - 1; at >= 0; at--)
        {
            if (layers.Parts[at].TryFind(stream, out var run))
            {
                return run.LastPosition;
            }
        }

        return index.Terms.InFiles(layers, TermKind.Stream, stream)?.Position ?? 0;
    }

    private long LastRevisionAt(IndexLayers layers, string stream, long position)
    {
        for (var at = layers.Parts.Length - 1; at >= 0; at--)
        {
            if (layers.Parts[at].FirstPosition <= position
                && layers.Parts[at].TryFind(stream, out var run)
                && run.LastRevisionAt(position) is not Expected.None and var revision)
            {
                return revision;
            }
        }

        if (index.Terms.InFiles(layers, TermKind.Stream, stream) is not { } head)
        {
            return Expected.None;
        }

        return head.Position <= position ? head.Revision : InFilesAt(layers, stream, position);
    }

    [SkipLocalsInit]
    private long InFilesAt(IndexLayers layers, string stream, long position)
    {
        Span<byte> buffer = stackalloc byte[Term.MaxBytes];
        var term = Term.Of(TermKind.Stream, stream, index.HashSeed, buffer);
        var cursor = index.TakeCursor();
        var revision = Expected.None;
        for (var at = layers.Files.Length - 1; at >= 0 && revision == Expected.None; at--)
        {
            var file = layers.Files[at];
            if (file.Id.FirstPosition <= position && file.TryFind(term, out var entry))
            {
                revision = file.LastRevisionAt(entry, Math.Min(position, layers.FilesUpTo), cursor);
            }
        }

        index.GiveBack(cursor);
        return revision;
    }

    private ReadOnlyMemory<uint> FingerprintsOf(IndexLayers layers, string stream, long first, long last)
    {
        if (windows.TryFind(stream, layers.FilesUpTo, (first, last), out var known))
        {
            return known;
        }

        var positions = new long[last - first + 1];
        var fingerprints = new uint[positions.Length];
        Gather(layers, stream, first, new Gathered(positions, fingerprints));
        windows.Keep(stream, layers.FilesUpTo, first, fingerprints);
        return fingerprints;
    }

    /// <summary>Fills in positions, and from the files fingerprints if they are wanted, from the newest layer to the oldest that is needed.</summary>
    private void Gather(IndexLayers layers, string stream, long first, Gathered gathered)
    {
        var left = first + gathered.Positions.Length - 1;
        for (var at = layers.Parts.Length - 1; at >= 0 && left >= first; at--)
        {
            if (layers.Parts[at].TryFind(stream, out var run) && run.FirstRevision <= left)
            {
                var from = Math.Max(first, run.FirstRevision);
                run.Copy(from, gathered.Positions.Slice((int)(from - first), (int)(left - from + 1)), []);
                left = from - 1;
            }
        }

        if (left >= first)
        {
            GatherFiles(layers, stream, first, gathered.UpTo(left - first + 1));
        }
    }

    [SkipLocalsInit]
    private void GatherFiles(IndexLayers layers, string stream, long first, Gathered gathered)
    {
        Span<byte> buffer = stackalloc byte[Term.MaxBytes];
        var term = Term.Of(TermKind.Stream, stream, index.HashSeed, buffer);
        var cursor = index.TakeCursor();
        var left = first + gathered.Positions.Length - 1;
        for (var at = layers.Files.Length - 1; at >= 0 && left >= first; at--)
        {
            if (!layers.Files[at].TryFind(term, out var entry) || entry.FirstRevision > left)
            {
                continue;
            }

            Invariant.Holds(entry.LastRevision >= left);
            var from = Math.Max(first, entry.FirstRevision);
            var count = (int)(left - from + 1);
            layers.Files[at].OpenPostings(entry, cursor);
            cursor.SeekIndex(from - entry.FirstRevision - 1);
            var copied = cursor.CopyNext(
                gathered.Positions.Slice((int)(from - first), count),
                gathered.Fingerprints.IsEmpty ? [] : gathered.Fingerprints.Slice((int)(from - first), count));
            Invariant.Holds(copied == count);
            left = from - 1;
        }

        index.GiveBack(cursor);
        Invariant.Holds(left < first);
    }

    /// <summary>Where positions and fingerprints of items that follow each other go; fingerprints may be empty.</summary>
    private readonly ref struct Gathered(Span<long> positions, Span<uint> fingerprints)
    {
        public Span<long> Positions { get; } = positions;

        public Span<uint> Fingerprints { get; } = fingerprints;

        public Gathered UpTo(long count) =>
            new(Positions[..(int)count], Fingerprints.IsEmpty ? default : Fingerprints[..(int)count]);
    }
}
