using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.IndexMemory;

/// <summary>
/// The terms of a run of positions in memory, those included that are sequenced and not yet durable: who reads says up to
/// which position. The last part of an index is added to; the others wait to be written to a file. Thread-safe.
/// </summary>
internal sealed class MemoryPart(long firstPosition)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Run> streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PostingList> categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PostingList> types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PostingList> tags = new(StringComparer.Ordinal);
    private long lastPosition = firstPosition - 1;
    private long postings;

    /// <summary>The position that the part begins with, whether or not it has come yet.</summary>
    public long FirstPosition => firstPosition;

    /// <summary>The last position that was added; before the first when there is none.</summary>
    public long LastPosition => Volatile.Read(ref lastPosition);

    public long Items => LastPosition - firstPosition + 1;

    /// <summary>Entries of all terms; memory grows with them.</summary>
    public long Postings => Volatile.Read(ref postings);

    /// <summary>Where the written ones of its frames lie.</summary>
    public FrameTable Frames { get; } = new();

    /// <summary>Adds an item that follows all before it.</summary>
    /// <param name="stream">Its stream.</param>
    /// <param name="revision">Its revision, which follows that of the stream's last item.</param>
    /// <param name="position">Its position, which follows the last.</param>
    /// <param name="item">Its name, id and tags.</param>
    public void Add(string stream, long revision, long position, in NewItem item)
    {
        lock (gate)
        {
            Invariant.Holds(position == lastPosition + 1);
            if (!streams.TryGetValue(stream, out var run))
            {
                streams.Add(stream, run = new Run(revision));
            }

            run.Add(revision, position, item.Id);
            var added = 1 + Add(categories, Categories.Of(stream), position) + Add(types, item.Name, position);
            for (var index = 0; index < item.Tags.Count; index++)
            {
                added += Add(tags, item.Tags[index], position);
            }

            Volatile.Write(ref postings, postings + added);
            Volatile.Write(ref lastPosition, position);
        }
    }

    /// <summary>What the part has of a stream; false when it has nothing.</summary>
    public bool TryFind(string stream, out StreamRun found)
    {
        lock (gate)
        {
            var isThere = streams.TryGetValue(stream, out var run);
            found = isThere ? run!.SoFar : default;
            return isThere;
        }
    }

    /// <summary>The last revision of a stream; <see cref="Expected.None"/> when the part has none of it.</summary>
    public long LastRevision(string stream)
    {
        lock (gate)
        {
            return streams.TryGetValue(stream, out var run) ? run.LastRevision : Expected.None;
        }
    }

    /// <summary>The last position of a term other than a stream; 0 when no item has it.</summary>
    public long Last(TermKind kind, string text)
    {
        lock (gate)
        {
            return Of(kind).TryGetValue(text, out var list) ? list.Last : 0;
        }
    }

    /// <summary>The positions of a term other than a stream, ascending.</summary>
    public ReadOnlyMemory<long> Positions(TermKind kind, string text)
    {
        lock (gate)
        {
            return Of(kind).TryGetValue(text, out var list) ? list.Positions : default;
        }
    }

    /// <summary>How many streams have their first item here, at or below a position.</summary>
    public long CountBegunUpTo(long position)
    {
        lock (gate)
        {
            var count = 0L;
            foreach (var run in streams.Values)
            {
                count += run.SoFar is { FirstRevision: 0 } begun && begun.Positions.Span[0] <= position ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>All streams so far, in no order.</summary>
    public IReadOnlyList<(string Stream, StreamRun Run)> Streams()
    {
        lock (gate)
        {
            var found = new List<(string, StreamRun)>(streams.Count);
            foreach (var (stream, run) in streams)
            {
                found.Add((stream, run.SoFar));
            }

            return found;
        }
    }

    /// <summary>All terms of a kind other than streams, in no order.</summary>
    public IReadOnlyList<(string Text, ReadOnlyMemory<long> Positions)> Terms(TermKind kind)
    {
        lock (gate)
        {
            var found = new List<(string, ReadOnlyMemory<long>)>(Of(kind).Count);
            foreach (var (text, list) in Of(kind))
            {
                found.Add((text, list.Positions));
            }

            return found;
        }
    }

    private static int Add(Dictionary<string, PostingList> lists, ReadOnlySpan<char> text, long position)
    {
        var bySpan = lists.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!bySpan.TryGetValue(text, out var list))
        {
            bySpan[text] = list = new PostingList();
        }

        return list.Add(position) ? 1 : 0;
    }

    private Dictionary<string, PostingList> Of(TermKind kind) => kind switch
    {
        TermKind.Category => categories,
        TermKind.Type => types,
        _ => tags,
    };

    private sealed class Run(long firstRevision)
    {
        private readonly PostingList positions = new();
        private Guid[] ids = new Guid[1];
        private uint[] fingerprints = new uint[1];

        public StreamRun SoFar
        {
            get
            {
                var all = positions.Positions;
                return new StreamRun(firstRevision, all) { Ids = ids.AsMemory(0, all.Length), Fingerprints = fingerprints.AsMemory(0, all.Length) };
            }
        }

        public long LastRevision => firstRevision + positions.Positions.Length - 1;

        public void Add(long revision, long position, Guid id)
        {
            var count = positions.Positions.Length;
            Invariant.Holds(revision == firstRevision + count);
            if (count == ids.Length)
            {
                Array.Resize(ref ids, count * 2);
                Array.Resize(ref fingerprints, count * 2);
            }

            ids[count] = id;
            fingerprints[count] = Fingerprint.Of(id);
            positions.Add(position);
        }
    }
}
