using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daybook.Log.Reading;

namespace Daybook.Log.Tests.Golden;

/// <summary>Everything that can be read from a log, as lines: all items, the positions of streams and queries, and the same as of instants.</summary>
internal static class GoldenLines
{
    private const int MostShownBytes = 100;

    private static readonly (string Text, LogQuery Query)[] Queries =
    [
        ("type placed", new([new(null, ["placed"], [])])),
        ("type paid or gegrüßt or 🎂", new([new(null, ["paid", "gegrüßt", "🎂"], [])])),
        ("tag gift", new([new(null, [], ["gift"])])),
        ("tag größe:½ and customer:3", new([new(null, [], ["größe:½", "customer:3"])])),
        ("tag t:63", new([new(null, [], ["t:63"])])),
        ("category order", new([new("order", [], [])])),
        ("category payment", new([new("payment", [], [])])),
        ("type changed, tag customer:1, category order", new([new("order", ["changed"], ["customer:1"])])),
        ("type paid, category Kunde; or tag customer:2", new([new("Kunde", ["paid"], []), new(null, [], ["customer:2"])])),
        ("type that is not there", new([new(null, ["lost"], [])])),
    ];

    private static readonly DateTimeOffset[] Instants =
    [
        GoldenStore.Begin.AddTicks(-1), GoldenStore.Begin, GoldenStore.Begin.AddTicks(1), GoldenStore.Begin.AddMinutes(50),
        GoldenStore.Begin.AddMinutes(51).AddTicks(-1), GoldenStore.Begin.AddMinutes(51), GoldenStore.Begin.AddDays(1),
    ];

    /// <summary>The same lines whichever way is read.</summary>
    public static IEnumerable<string> Of(LogView view, bool backwards)
    {
        foreach (var item in All(view, backwards))
        {
            yield return Of(item);
        }

        foreach (var (name, items) in UpTo(view, view.DurablePosition, backwards))
        {
            yield return $"{name} | {(items.Count == 0 ? "none" : string.Join(' ', items.Select(static item => item.Position)))}";
        }

        foreach (var instant in Instants)
        {
            var last = view.LastPositionAt(instant);
            yield return $"as of {Text(instant)} | position {last}";
            foreach (var (name, items) in UpTo(view, last, backwards).Where(static one => one.Items.Count > 0))
            {
                yield return $"  {name} | {items.Count}, the last at {items[^1].Position}";
            }
        }
    }

    public static List<StoredItem> All(LogView view, bool backwards) =>
        Read(new ReadRange(1, long.MaxValue, backwards), view.ReadAll);

    private static IEnumerable<(string Name, List<StoredItem> Items)> UpTo(LogView view, long last, bool backwards)
    {
        foreach (var (stream, _) in view.ListStreams(""))
        {
            var items = Read(new ReadRange(0, long.MaxValue, backwards), (ref ReadRange range) => view.ReadStream(stream, last, ref range));
            Assert.Equal(view.LastRevision(stream, last), items.Count - 1);
            yield return ($"stream {stream}", items);
        }

        foreach (var (text, query) in Queries)
        {
            yield return ($"query {text}", Read(new ReadRange(1, last, backwards), (ref ReadRange range) => view.ReadQuery(query, ref range)));
        }
    }

    private static List<StoredItem> Read(ReadRange range, Batch next)
    {
        var items = new List<StoredItem>();
        for (var batch = next(ref range); batch.Count > 0; batch = next(ref range))
        {
            items.AddRange(batch);
        }

        if (range.Backwards)
        {
            items.Reverse();
        }

        return items;
    }

    private static string Of(StoredItem item) => string.Join(
        " | ",
        $"{item.Position}",
        Text(item.RecordedAt),
        $"{item.Stream} {item.Revision}",
        item.Name,
        item.Id,
        item.OccurredAt == item.RecordedAt ? "" : Text(item.OccurredAt),
        string.Join(' ', item.Tags),
        Text(item.Metadata.Span),
        Text(item.Data.Span));

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);

    private static string Text(ReadOnlySpan<byte> bytes) => bytes.Length == 0 ? "none"
        : bytes.Length <= MostShownBytes ? Encoding.UTF8.GetString(bytes)
        : $"{bytes.Length} bytes, SHA-256 {Convert.ToHexString(SHA256.HashData(bytes))}";

    private delegate List<StoredItem> Batch(ref ReadRange range);
}
