using System.Text;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Tests.IndexMemory;

/// <summary>Items of a part as plain lists: what every stream and term has, in order.</summary>
internal sealed class NaivePart
{
    public const long FirstPosition = 1_000;

    private readonly Dictionary<string, long> begun = [];

    public List<(string Stream, long Revision, NewItem Item)> Items { get; } = [];

    public Dictionary<string, List<(long Position, Guid Id)>> Streams { get; } = [];

    public Dictionary<(TermKind Kind, string Text), List<long>> Terms { get; } = [];

    public long LastPosition => FirstPosition + Items.Count - 1;

    /// <summary>Some streams have most of the items, some few; most begin before the part, names are not only ASCII, and a tag may come twice.</summary>
    public static NaivePart Random(Random random, int items, int streams)
    {
        var part = new NaivePart();
        var categories = (string[])["account", "straße", "\uFFFDlast", "\U0001F600face", "é"];
        while (part.Items.Count < items)
        {
            var number = random.Next(3) == 0 ? random.Next(3) : random.Next(streams);
            var id = new byte[16];
            random.NextBytes(id);
            part.Add($"{categories[number % 5]}-{number}", number % 2 == 0 ? 0 : number, new NewItem($"type-{random.Next(3)}", new Guid(id), default)
            {
                Tags = [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"tag:{random.Next(200)}")],
            });
        }

        return part;
    }

    public long FirstRevision(string stream) => begun[stream];

    public long LastRevisionAt(string stream, long position) =>
        Streams[stream].FindLastIndex(item => item.Position <= position) is >= 0 and var at ? begun[stream] + at : Expected.None;

    public void AddTo(MemoryPart part, int from, int count)
    {
        for (var at = from; at < from + count; at++)
        {
            part.Add(Items[at].Stream, Items[at].Revision, FirstPosition + at, Items[at].Item);
        }
    }

    /// <summary>Every term with its postings, streams with revisions and fingerprints, in the order of an index file.</summary>
    public IEnumerable<string> Told()
    {
        var all = Streams.Select(pair => (Kind: TermKind.Stream, Text: pair.Key, First: begun[pair.Key], Postings: pair.Value.Select(static item => $"{item.Position}/{Fingerprint.Of(item.Id)}")))
            .Concat(Terms.Select(static pair => (pair.Key.Kind, pair.Key.Text, First: 0L, Postings: pair.Value.Select(static position => $"{position}"))));
        return all.OrderBy(static term => term.Kind).ThenBy(static term => Convert.ToHexString(Encoding.UTF8.GetBytes(term.Text)), StringComparer.Ordinal)
            .Select(static term => $"{term.Kind} {term.Text} {term.First}: {string.Join(' ', term.Postings)}");
    }

    private void Add(string stream, long first, NewItem item)
    {
        begun.TryAdd(stream, first);
        Streams.TryAdd(stream, []);
        Items.Add((stream, begun[stream] + Streams[stream].Count, item));
        Streams[stream].Add((LastPosition, item.Id));
        Add(TermKind.Category, stream.Split('-')[0]);
        Add(TermKind.Type, item.Name);
        foreach (var tag in item.Tags.Distinct())
        {
            Add(TermKind.Tag, tag);
        }
    }

    private void Add(TermKind kind, string text)
    {
        Terms.TryAdd((kind, text), []);
        Terms[(kind, text)].Add(LastPosition);
    }
}
