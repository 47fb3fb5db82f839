using Daybook.Log;

namespace Daybook.Simulation.Histories;

/// <summary>
/// What was issued, told and shown, over all lives of a store, and the rules that it must keep. It uses none of the log's
/// code: what a log shows is compared with this, and from then on the log is held to it.
/// </summary>
internal sealed class History
{
    private readonly List<IssuedAppend> issued = [];
    private readonly Dictionary<Guid, IssuedAppend> byId = [];
    private readonly List<IssuedAppend> told = [];
    private readonly List<StoredItem> shown = [];
    private readonly Dictionary<string, long> revisions = [];

    /// <summary>Every position up to here was told or shown to somebody: it is there for ever.</summary>
    public long Certain { get; private set; }

    /// <summary>The last position that was told to a caller.</summary>
    public long LastTold { get; private set; }

    public IReadOnlyList<StoredItem> Shown => shown;

    public IReadOnlyList<IssuedAppend> Issued => issued;

    public long LastRevision(string stream) => revisions.GetValueOrDefault(stream, Expected.None);

    public History Copy()
    {
        var copy = new History { Certain = Certain, LastTold = LastTold };
        var copies = issued.ToDictionary(static append => append, static append => append.Copy());
        copy.issued.AddRange(issued.Select(append => copies[append]));
        copy.told.AddRange(told.Select(append => copies[append]));
        copy.shown.AddRange(shown);
        foreach (var (id, append) in byId)
        {
            copy.byId[id] = copies[append];
        }

        foreach (var (stream, revision) in revisions)
        {
            copy.revisions[stream] = revision;
        }

        return copy;
    }

    /// <summary>An append is about to be issued, for the first time or again.</summary>
    public void Issue(IssuedAppend append, IReadOnlyList<StreamItems> parts)
    {
        append.Expect(parts);
        if (byId.TryAdd(append.Items[0].Item.Id, append))
        {
            issued.Add(append);
            foreach (var (_, item) in append.Items)
            {
                byId[item.Id] = append;
            }
        }
    }

    /// <summary>A caller was told that its append is recorded; <paramref name="toldBefore"/> is what was told before it was issued.</summary>
    public void Tell(IssuedAppend append, LogOutcome.Appended outcome, long toldBefore)
    {
        var first = outcome.Positions[0];
        Rule(outcome.Positions.Length == append.Items.Count, "One position is told for each item.");
        Rule(outcome.Positions.Select((position, index) => position == first + index).All(static holds => holds), "The positions of an append follow each other.");
        Rule(outcome.WasRepeat || !append.WasToldNew, "An append is told as new for the second time.");
        Rule(outcome.WasRepeat || first > toldBefore, $"Position {first} is told as new, and {toldBefore} was told before it was issued.");
        append.WasToldNew |= !outcome.WasRepeat;
        if (append.Told is { } before)
        {
            Rule(before.Positions.SequenceEqual(outcome.Positions) && before.RecordedAt == outcome.RecordedAt
                && before.LastRevisions.SequenceEqual(outcome.LastRevisions), "A repetition is told what was told first.");
            return;
        }

        append.Told = outcome;
        told.Add(append);
        LastTold = Math.Max(LastTold, outcome.Positions[^1]);
        Certain = Math.Max(Certain, LastTold);
        if (append.ShownAt > 0)
        {
            RuleTold(append);
        }
    }

    /// <summary>Somebody was shown items that follow each other, from a position on.</summary>
    public void Show(IReadOnlyList<StoredItem> items, long head)
    {
        foreach (var item in items)
        {
            if (item.Position <= shown.Count)
            {
                RuleSame(shown[(int)item.Position - 1], item);
            }
            else
            {
                Rule(item.Position == shown.Count + 1, $"Position {item.Position} is shown after {shown.Count}.");
                RuleNew(item);
            }
        }

        Rule(shown.Count == 0 || EndsAppend(shown.Count), $"The shown part ends at {shown.Count}, inside an append.");
        Certain = Math.Max(Certain, Math.Max(head, shown.Count));
    }

    /// <summary>A recovery is through: everything certain must be in it, and what is not in it must stay away.</summary>
    public void Recover(IReadOnlyList<StoredItem> all)
    {
        Rule(all.Count >= Certain, $"The store ends at {all.Count} after recovery; up to {Certain} was told or shown.");
        Show(all, all.Count);
        foreach (var append in told)
        {
            Rule(append.ShownAt > 0, $"The append told at {append.Told!.Positions[0]} is not in the store.");
        }

        foreach (var append in issued)
        {
            append.IsGone = append.ShownAt == 0;
        }
    }

    public static void Rule(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new RuleBrokenException(otherwise);
        }
    }

    private static void RuleSame(StoredItem before, StoredItem now) => Rule(
        before.Id == now.Id && before.Stream == now.Stream && before.Revision == now.Revision
        && before.RecordedAt == now.RecordedAt && before.Data.Span.SequenceEqual(now.Data.Span),
        $"Position {before.Position} showed {before}, and now {now}.");

    private void RuleNew(StoredItem item)
    {
        Rule(byId.TryGetValue(item.Id, out var append), $"Position {item.Position} holds {item}, which nobody appended.");
        if (append!.ShownAt == 0)
        {
            Rule(!append.IsGone, $"Position {item.Position} holds an append that an earlier recovery had ended without.");
            Rule(shown.Count == 0 || EndsAppend(shown.Count), $"Position {item.Position} begins an append inside another.");
            Rule(shown.Count == 0 || item.RecordedAt > shown[^1].RecordedAt, $"Position {item.Position} is recorded no later than the one before.");
            append.ShownAt = item.Position;
        }
        else
        {
            Rule(item.RecordedAt == shown[^1].RecordedAt, $"Position {item.Position} has another time than the rest of its append, or is in the store twice.");
        }

        var index = item.Position - append.ShownAt;
        Rule(index < append.Items.Count, $"Position {item.Position} holds an append for the second time.");
        var (stream, wanted) = append.Items[(int)index];
        Rule(item.Id == wanted.Id && item.Stream == stream && item.Data.Span.SequenceEqual(wanted.Data.Span), $"Position {item.Position} holds {item} instead of {wanted} in {stream}.");
        Rule(item.Revision == LastRevision(stream) + 1, $"Position {item.Position} has revision {item.Revision} of {stream}, after {LastRevision(stream)}.");
        if (index == 0 || append.Items[(int)index - 1].Stream != stream)
        {
            Rule(append.Expectations.Any(issued => issued.Stream == stream && issued.Expected.Accepts(item.Revision - 1)), $"Position {item.Position} is recorded against its expected revision.");
        }

        revisions[stream] = item.Revision;
        shown.Add(item);
        if (append.Told is not null && index == append.Items.Count - 1)
        {
            RuleTold(append);
        }
    }

    private void RuleTold(IssuedAppend append)
    {
        var outcome = append.Told!;
        Rule(outcome.Positions[0] == append.ShownAt, $"An append was told at {outcome.Positions[0]} and stands at {append.ShownAt}.");
        Rule(outcome.RecordedAt == shown[(int)append.ShownAt - 1].RecordedAt, $"The append at {append.ShownAt} was told another time than it has.");
        var at = append.ShownAt - 1;
        for (var part = 0; part < append.Parts.Count; part++)
        {
            at += append.Parts[part].Items.Count;
            Rule(shown[(int)at - 1].Revision == outcome.LastRevisions[part], $"The append at {append.ShownAt} was told another revision than it has.");
        }
    }

    private bool EndsAppend(int position)
    {
        var append = byId[shown[position - 1].Id];
        return position == append.ShownAt + append.Items.Count - 1;
    }
}

/// <summary>A rule that the store promises and did not keep.</summary>
internal sealed class RuleBrokenException(string what) : Exception(what);
