using Daybook.Log;
using Daybook.Simulation.Histories;

namespace Daybook.Simulation.Worlds;

/// <summary>What a caller wants next. <paramref name="Append"/> is null for one that must be refused because a part of it is there.</summary>
internal sealed record Intent(IssuedAppend? Append, IReadOnlyList<StreamItems> Parts);

/// <summary>Chooses appends: new ones with all kinds of expectation, repetitions of any that was ever issued, and partial ones.</summary>
internal static class Workload
{
    private const int Streams = 5;
    private const int Repeatable = 30;

    // Many of the same size, larger than a sector: a frame may then stand exactly where an earlier one was lost.
    private static readonly int[] Sizes = [10, 560, 560, 560, 1_500];

    public static Intent Next(Random random, History history)
    {
        var choice = random.Next(20);
        if (choice < 4 && history.Issued.Count > 0)
        {
            var again = history.Issued[^random.Next(1, Math.Min(Repeatable, history.Issued.Count) + 1)];
            return new Intent(again, again.Parts);
        }

        if (choice == 4 && history.Shown.Count > 0)
        {
            var there = history.Shown[random.Next(history.Shown.Count)];
            return new Intent(null, [new StreamItems(there.Stream, Expected.Any, [NewItem(random) with { Id = there.Id }, NewItem(random)])]);
        }

        var count = random.Next(4) == 0 ? random.Next(1, 4) : 1;
        var parts = Enumerable.Range(0, count).Select(_ => $"s-{random.Next(Streams)}").Distinct()
            .Select(stream => new StreamItems(stream, Expectation(random, history.LastRevision(stream)), Items(random)))
            .ToArray();
        return new Intent(new IssuedAppend(parts), parts);
    }

    private static Expected Expectation(Random random, long last) => random.Next(10) switch
    {
        < 6 => Expected.Any,
        < 8 => last < 0 ? Expected.NoStream : Expected.At(last),
        8 => Expected.StreamExists,
        _ => Expected.At(Math.Max(0, last + random.Next(-2, 3))),
    };

    private static NewItem[] Items(Random random) =>
        [.. Enumerable.Range(0, random.Next(3) == 0 ? random.Next(1, 4) : 1).Select(_ => NewItem(random))];

    private static NewItem NewItem(Random random)
    {
        var data = new byte[Sizes[random.Next(Sizes.Length)]];
        random.NextBytes(data);
        return new NewItem("happened", BusyStore.SomeId(random), data);
    }
}
