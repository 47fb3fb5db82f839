using Daybook.Log;

namespace Daybook.Simulation.Histories;

/// <summary>An append that somebody issued, once or again and again with the same ids, and what became known of it.</summary>
internal sealed class IssuedAppend(IReadOnlyList<StreamItems> parts)
{
    public IReadOnlyList<StreamItems> Parts { get; private set; } = parts;

    /// <summary>Every expected revision with which a part was ever issued.</summary>
    public HashSet<(string Stream, Expected Expected)> Expectations { get; } = [];

    public IReadOnlyList<(string Stream, NewItem Item)> Items { get; } =
        [.. parts.SelectMany(static part => part.Items.Select(item => (part.Stream, item)))];

    /// <summary>What its caller was told; null while nobody was told that it is recorded.</summary>
    public LogOutcome.Appended? Told { get; set; }

    /// <summary>True when a caller was told that its append was new; only one ever may be.</summary>
    public bool WasToldNew { get; set; }

    /// <summary>Its first position, once somebody read it there; 0 before.</summary>
    public long ShownAt { get; set; }

    /// <summary>True when a recovery ended without it and it was not issued again: it must never come up any more.</summary>
    public bool IsGone { get; set; }

    public void Expect(IReadOnlyList<StreamItems> parts)
    {
        Parts = parts;
        IsGone = false;
        foreach (var part in parts)
        {
            Expectations.Add((part.Stream, part.Expected));
        }
    }

    public IssuedAppend Copy()
    {
        var copy = new IssuedAppend(Parts) { Told = Told, WasToldNew = WasToldNew, ShownAt = ShownAt, IsGone = IsGone };
        copy.Expectations.UnionWith(Expectations);
        return copy;
    }
}
