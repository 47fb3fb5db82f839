using System.Text;

namespace Daybook.Log.Tests.Golden;

/// <summary>What is appended to the golden store: made from numbers alone, with everything that an item can have.</summary>
internal static class GoldenAppends
{
    private const int Count = 160;

    private static readonly string[] Names = ["placed", "changed", "paid", "gegrüßt", "🎂"];

    public static StreamItems[][] All { get; } = Make();

    /// <summary>How far the wall clock goes before an append: often not at all, once back.</summary>
    public static TimeSpan StepBefore(int append) => append switch
    {
        120 => TimeSpan.FromHours(-1),
        121 => TimeSpan.FromHours(1),
        _ => TimeSpan.FromMinutes(append % 3),
    };

    private static StreamItems[][] Make()
    {
        var appends = new StreamItems[Count][];
        var items = 0;
        for (var append = 0; append < Count; append++)
        {
            appends[append] = Make(append, items);
            items += appends[append].Sum(static part => part.Items.Count);
        }

        return appends;
    }

    private static StreamItems[] Make(int append, int firstItem) => append switch
    {
        50 => [Part("blob-1", [Item(firstItem) with { Data = Noise(17_000) }])],
        60 => [Part("long-" + new string('x', 507), [Item(firstItem) with { Tags = [.. Enumerable.Range(0, 64).Select(static tag => $"t:{tag}")] }])],
        _ when append % 10 == 9 =>
        [
            Part($"order-{append % 3}", Many(firstItem, 2)),
            Part("Kunde-ß", Many(firstItem + 2, 1)),
            Part($"payment-{append % 4}", Many(firstItem + 3, 1)),
        ],
        _ when append % 10 == 5 => [Part("notes", Many(firstItem, 2))],
        _ => [Part($"order-{append % 3}", Many(firstItem, 1 + (append % 4)))],
    };

    private static StreamItems Part(string stream, NewItem[] items) => new(stream, Expected.Any, items);

    private static NewItem[] Many(int first, int count) => [.. Enumerable.Range(first, count).Select(Item)];

    private static NewItem Item(int number) => new(Names[number % Names.Length], Items.Id(number), Data(number))
    {
        OccurredAt = number % 4 == 0 ? new DateTimeOffset(2025, 12, 1, 8, 30, 0, TimeSpan.FromMinutes((number % 8 * 60) - 210)).AddHours(number) : null,
        Tags = Tags(number),
        Metadata = number % 3 == 0 ? Encoding.UTF8.GetBytes($"{{\"user\":\"ada-{number % 2}\"}}") : default,
    };

    private static string[] Tags(int number) => (number % 6) switch
    {
        0 or 1 => [],
        2 => ["gift", "gift"],
        3 => [$"customer:{number % 5}", "gift", "größe:½"],
        _ => [$"customer:{number % 5}"],
    };

    private static byte[] Data(int number) => number % 40 == 7 ? [] : Encoding.UTF8.GetBytes($"{{\"n\":{number}}}");

    private static byte[] Noise(int count) => [.. Enumerable.Range(0, count).Select(static at => (byte)((at * 31) + (at >> 8)))];
}
