namespace Daybook.Testing.Contract.Conditions;

/// <summary>A small record, and queries over it with the numbers of the events that match, written down by hand.</summary>
internal static class QuerySample
{
    /// <summary>Every kind of item, alone and together.</summary>
    public static IReadOnlyList<(Query Query, int[] Matches)> Queries { get; } =
    [
        (Query.OfType("opened"), [1, 3, 6, 8]),
        (Query.OfType("opened", "paid"), [1, 3, 5, 6, 8]),
        (Query.OfType("opened", "opened", "gone"), [1, 3, 6, 8]),
        (Query.OfType("Opened"), []),
        (Query.Tagged("owner:ada"), [1, 2, 4, 8]),
        (Query.Tagged("owner:ada", "owner:ada"), [1, 2, 4, 8]),
        (Query.Tagged("owner:ada", "branch:x"), [2]),
        (Query.Tagged("owner:ada", "owner:bob"), []),
        (Query.Tagged("owner:ada", "gone"), []),
        (Query.Tagged("owner"), []),
        (Query.OfCategory("account"), [1, 2, 3, 8]),
        (Query.OfCategory("-odd"), [6]),
        (Query.OfCategory("odd"), []),
        (Query.OfCategory("plain"), [7]),
        (Of(["deposited"], ["branch:x"]), [2, 7]),
        (Of(["opened", "placed"], ["owner:ada"]), [1, 4, 8]),
        (Of(["paid"], ["owner:ada"]), []),
        (Of(["opened"], [], "account"), [1, 3, 8]),
        (Of([], ["owner:ada"], "account"), [1, 2, 8]),
        (Of(["opened", "placed"], ["owner:ada"], "account"), [1, 8]),
        (Of(["placed"], [], "account"), []),
        (Query.OfType("paid").Or(Query.Tagged("owner:bob")), [3, 5]),
        (Query.OfType("opened").Or(Query.Tagged("owner:ada")), [1, 2, 3, 4, 6, 8]),
        (Query.OfType("gone").Or(Query.OfCategory("order")), [4, 5]),
        (new Query(new QueryItem(["paid"]), new QueryItem(["paid"]), new QueryItem(tags: ["item:7"], category: "order")), [4, 5]),
        (Of(["opened"], ["owner:ada"]).Or(Of(["opened"], ["owner:bob"])).Or(Of(["deposited"], [], "plain")), [1, 3, 7, 8]),
    ];

    /// <summary>Appends the record to an empty store, and gives the position of each number; 0 has <see cref="Position.Start"/>.</summary>
    public static async Task<Position[]> FillAsync(Trial trial)
    {
        await trial.AppendAsync("account-1", ExpectedRevision.Any, Sample.Tagged(1, "opened", "owner:ada"), Sample.Tagged(2, "deposited", "branch:x", "owner:ada")).ConfigureAwait(false);
        await trial.AppendAsync("account-2", ExpectedRevision.Any, Sample.Tagged(3, "opened", "owner:bob")).ConfigureAwait(false);
        await trial.AppendAsync(
            Sample.Part("order-1-2", ExpectedRevision.Any, Sample.Tagged(4, "placed", "item:7", "owner:ada", "item:7"), Sample.Tagged(5, "paid")),
            Sample.Part("-odd", ExpectedRevision.Any, Sample.Tagged(6, "opened", "item:7"))).ConfigureAwait(false);
        await trial.AppendAsync("plain", ExpectedRevision.Any, Sample.Tagged(7, "deposited", "branch:x")).ConfigureAwait(false);
        await trial.AppendAsync("account", ExpectedRevision.Any, Sample.Tagged(8, "opened", "owner:ada")).ConfigureAwait(false);
        var all = await trial.ReadAllAsync().ConfigureAwait(false);
        return [Position.Start, .. all.Select(static one => one.Position)];
    }

    private static Query Of(EventName[] types, Tag[] tags, string? category = null) => new(new QueryItem(types, tags, category));
}
