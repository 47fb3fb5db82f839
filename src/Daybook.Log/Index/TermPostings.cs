namespace Daybook.Log.Index;

/// <summary>
/// The positions of every category, event name and tag, including what is sequenced but not yet durable: who reads says up to
/// which position. Thread-safe. All in memory; 8 bytes an item and term.
/// </summary>
internal sealed class TermPostings
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, PostingList> categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PostingList> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PostingList> tags = new(StringComparer.Ordinal);

    public void Add(string stream, string name, IReadOnlyList<string> itemTags, long position)
    {
        lock (gate)
        {
            ListOf(categories, Categories.Of(stream)).Add(position);
            ListOf(names, name).Add(position);
            for (var index = 0; index < itemTags.Count; index++)
            {
                ListOf(tags, itemTags[index]).Add(position);
            }
        }
    }

    /// <summary>The last position of a term; 0 when no item has it.</summary>
    public long Last(TermKind kind, string text)
    {
        lock (gate)
        {
            return Of(kind).TryGetValue(text, out var list) ? list.Last : 0;
        }
    }

    /// <summary>The positions of a term so far, ascending.</summary>
    public ReadOnlyMemory<long> Positions(TermKind kind, string text)
    {
        lock (gate)
        {
            return Of(kind).TryGetValue(text, out var list) ? list.Positions : default;
        }
    }

    private static PostingList ListOf(Dictionary<string, PostingList> lists, ReadOnlySpan<char> text)
    {
        var bySpan = lists.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!bySpan.TryGetValue(text, out var list))
        {
            bySpan[text] = list = new PostingList();
        }

        return list;
    }

    private Dictionary<string, PostingList> Of(TermKind kind) => kind switch
    {
        TermKind.Category => categories,
        TermKind.Name => names,
        _ => tags,
    };
}
