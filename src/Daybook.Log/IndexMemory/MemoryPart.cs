using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexMemory;

/// <summary>
/// The terms of a run of positions in memory, those included that are sequenced and not yet durable: who reads says up to
/// which position. The last part of an index is added to; the others wait to be written to a file. Thread-safe. Nothing in it
/// reaches the large object heap, and there are few objects: parts come and go, and the collector looks at all of them.
/// </summary>
internal sealed class MemoryPart(long firstPosition)
{
    /// <summary>Terms that a walk over all of them takes at a time; whoever adds waits no longer.</summary>
    private const int TermsAtOnce = 256;

    private readonly Lock gate = new();
    private readonly ItemChains chains = new(firstPosition);
    private readonly NameTable<StreamHead> streams = new();
    private readonly NameTable<PostingList> categories = new();
    private readonly NameTable<PostingList> types = new();
    private readonly NameTable<PostingList> tags = new();
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
            var number = streams.Find(stream);
            ref var head = ref streams.ValueAt(number >= 0 ? number : streams.Add(stream, new StreamHead { FirstRevision = revision }));
            Invariant.Holds(revision == head.LastRevision + 1);
            chains.Add(item.Id, ref head);
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
            var number = streams.Find(stream);
            found = number < 0 ? default : new StreamRun(chains, streams.ValueAt(number));
            return number >= 0;
        }
    }

    /// <summary>The last revision of a stream; <see cref="Expected.None"/> when the part has none of it.</summary>
    public long LastRevision(string stream)
    {
        lock (gate)
        {
            var number = streams.Find(stream);
            return number < 0 ? Expected.None : streams.ValueAt(number).LastRevision;
        }
    }

    /// <summary>The last position of a term other than a stream; 0 when no item has it.</summary>
    public long Last(TermKind kind, string text)
    {
        lock (gate)
        {
            var number = Of(kind).Find(text);
            return number < 0 ? 0 : Of(kind).ValueAt(number).Last;
        }
    }

    /// <summary>The positions of a term other than a stream, ascending.</summary>
    public PostingRun Positions(TermKind kind, string text)
    {
        lock (gate)
        {
            var number = Of(kind).Find(text);
            return number < 0 ? default : Of(kind).ValueAt(number).SoFar;
        }
    }

    /// <summary>How many streams have their first item here, at or below a position.</summary>
    public long CountBegunUpTo(long position)
    {
        var count = 0L;
        foreach (var (_, run) in Streams())
        {
            count += run.FirstRevision == 0 && run.FirstPosition <= position ? 1 : 0;
        }

        return count;
    }

    /// <summary>All streams in no order, each as it is when the walk comes to it.</summary>
    public IEnumerable<(string Stream, StreamRun Run)> Streams() => Walk(streams, head => new StreamRun(chains, head));

    /// <summary>All terms of a kind other than streams in no order, each as it is when the walk comes to it.</summary>
    public IEnumerable<(string Text, PostingRun Positions)> Terms(TermKind kind) => Walk(Of(kind), static list => list.SoFar);

    /// <summary>The numbers of all terms of a kind, in the order of their keys. The part must not be added to any more.</summary>
    public int[] InOrder(TermKind kind) => kind == TermKind.Stream ? streams.InOrder() : Of(kind).InOrder();

    /// <summary>A term by its number. The part must not be added to any more; likewise for what the term has.</summary>
    public string NameAt(TermKind kind, int number) => kind == TermKind.Stream ? streams.NameAt(number) : Of(kind).NameAt(number);

    public StreamRun StreamAt(int number) => new(chains, streams.ValueAt(number));

    public PostingRun PositionsAt(TermKind kind, int number) => Of(kind).ValueAt(number).SoFar;

    private int Add(NameTable<PostingList> lists, ReadOnlySpan<char> text, long position)
    {
        var number = lists.Find(text);
        number = number >= 0 ? number : lists.Add(text.ToString(), new PostingList(firstPosition));
        return lists.ValueAt(number).Add(position) ? 1 : 0;
    }

    private IEnumerable<(string Name, TOut Value)> Walk<TIn, TOut>(NameTable<TIn> table, Func<TIn, TOut> take)
    {
        var taken = new List<(string, TOut)>();
        for (var from = 0; ; from += TermsAtOnce)
        {
            lock (gate)
            {
                taken.Clear();
                for (var number = from; number < Math.Min(table.Count, from + TermsAtOnce); number++)
                {
                    taken.Add((table.NameAt(number), take(table.ValueAt(number))));
                }
            }

            foreach (var one in taken)
            {
                yield return one;
            }

            if (taken.Count < TermsAtOnce)
            {
                yield break;
            }
        }
    }

    private NameTable<PostingList> Of(TermKind kind) => kind switch
    {
        TermKind.Category => categories,
        TermKind.Type => types,
        _ => tags,
    };
}
