using System.Runtime.InteropServices;

namespace Daybook.Log.Index;

/// <summary>
/// Position and id of every item of every stream, in order of revision, including what is sequenced but not yet durable:
/// who reads says up to which position. Thread-safe. All in memory; its size is about 24 bytes an item.
/// </summary>
internal sealed class StreamPostings
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Postings> streams = new(StringComparer.Ordinal);

    /// <summary>The last revision of a stream; <see cref="Expected.None"/> when it has no items.</summary>
    public long LastRevision(string stream)
    {
        lock (gate)
        {
            return streams.TryGetValue(stream, out var postings) ? postings.Positions.Count - 1 : Expected.None;
        }
    }

    /// <summary>The last revision of a stream at or below a position; <see cref="Expected.None"/> when it has none there.</summary>
    public long LastRevisionAt(string stream, long position)
    {
        lock (gate)
        {
            return streams.TryGetValue(stream, out var postings) ? postings.CountUpTo(position) - 1 : Expected.None;
        }
    }

    /// <summary>The ids of a stream's items from a revision to another, both inclusive; fewer when it ends before.</summary>
    public ReadOnlySpan<Guid> Ids(string stream, long first, long last)
    {
        lock (gate)
        {
            if (!streams.TryGetValue(stream, out var postings) || first > last || first >= postings.Ids.Count)
            {
                return default;
            }

            // Later items go behind these or into a copy, so the caller may look at them without the lock.
            var count = (int)(Math.Min(last, postings.Ids.Count - 1) - first + 1);
            return CollectionsMarshal.AsSpan(postings.Ids).Slice((int)first, count);
        }
    }

    /// <summary>Copies the positions of a stream from a revision on, as many as fit; returns how many.</summary>
    public int CopyPositions(string stream, long fromRevision, Span<long> target)
    {
        lock (gate)
        {
            if (!streams.TryGetValue(stream, out var postings) || fromRevision >= postings.Positions.Count)
            {
                return 0;
            }

            var count = (int)Math.Min(target.Length, postings.Positions.Count - fromRevision);
            CollectionsMarshal.AsSpan(postings.Positions).Slice((int)fromRevision, count).CopyTo(target);
            return count;
        }
    }

    public void Add(string stream, long revision, long position, Guid id)
    {
        lock (gate)
        {
            if (!streams.TryGetValue(stream, out var postings))
            {
                streams.Add(stream, postings = new Postings());
            }

            Invariant.Holds(revision == postings.Positions.Count);
            postings.Positions.Add(position);
            postings.Ids.Add(id);
        }
    }

    /// <summary>Names and last revisions of all streams with an item at or below a position, in ordinal order of the name.</summary>
    public IReadOnlyList<(string Stream, long LastRevision)> ListUpTo(long position, string prefix)
    {
        var found = new List<(string Stream, long LastRevision)>();
        lock (gate)
        {
            foreach (var (stream, postings) in streams)
            {
                if (stream.StartsWith(prefix, StringComparison.Ordinal) && postings.CountUpTo(position) is > 0 and var count)
                {
                    found.Add((stream, count - 1));
                }
            }
        }

        found.Sort(static (left, right) => string.CompareOrdinal(left.Stream, right.Stream));
        return found;
    }

    private sealed class Postings
    {
        public List<long> Positions { get; } = [];

        public List<Guid> Ids { get; } = [];

        public int CountUpTo(long position)
        {
            if (Positions.Count == 0 || Positions[^1] <= position)
            {
                return Positions.Count;
            }

            var index = Positions.BinarySearch(position);
            return index >= 0 ? index + 1 : ~index;
        }
    }
}
