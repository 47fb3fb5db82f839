using System.Globalization;

namespace Daybook.Testing.Contract.Conditions;

/// <summary>What a query and conditions may name and how much: at each limit it is answered, one above it is refused.</summary>
internal static class QueryRuleCases
{
    private const string Verb = "limit";
    private const int Items = 100;
    private const int Types = 100;
    private const int Tags = 64;
    private const int Conditions = 16;

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, A_query_that_names_nothing_is_refused),
        new(Verb, A_category_that_no_stream_can_have_is_refused),
        new(Verb, A_query_of_names_that_name_nothing_is_refused),
        new(Verb, A_hundred_items_of_a_query),
        new(Verb, A_hundred_types_and_64_tags_of_an_item),
        new(Verb, Sixteen_conditions_of_an_append),
        new(Verb, Queries_of_the_same_content_are_equal),
    ];

    private static async Task A_query_that_names_nothing_is_refused(Trial trial)
    {
        (string What, Func<object> Make)[] empty =
        [
            ("item without anything", static () => new QueryItem()),
            ("item of empty lists", static () => new QueryItem([], [])),
            ("query without items", static () => new Query()),
            ("query of a null list", static () => new Query(null!)),
            ("query of no tags", static () => Query.Tagged()),
            ("query of no types", static () => Query.OfType()),
        ];

        await RefusedAsync(trial, ErrorCodes.QueryInvalid, empty).ConfigureAwait(false);
        await Expect.ThrowsAsync<ArgumentNullException>("null item", () => Task.FromResult(new Query(new QueryItem(["a"]), null!))).ConfigureAwait(false);
        await Expect.ThrowsAsync<ArgumentNullException>("read of a null query", () => trial.ReadAsync(null!)).ConfigureAwait(false);
    }

    private static Task A_category_that_no_stream_can_have_is_refused(Trial trial) => RefusedAsync(
        trial,
        ErrorCodes.QueryInvalid,
        ("whole stream name", static () => Query.OfCategory("account-42")),
        ("hyphen at the end", static () => new QueryItem(category: "account-")));

    private static Task A_query_of_names_that_name_nothing_is_refused(Trial trial) => RefusedAsync(
        trial,
        ErrorCodes.NameInvalid,
        ("type", static () => Query.OfType("a", default)),
        ("tag", static () => Query.Tagged("a", default)),
        ("empty category", static () => Query.OfCategory("")),
        ("long category", static () => Query.OfCategory(new string('é', 257))),
        ("control character", static () => Query.OfCategory("a\n")));

    private static async Task A_hundred_items_of_a_query(Trial trial)
    {
        static Query Of(int count) => new([.. Numbered(count, static text => new QueryItem(["noted"], [text])), new QueryItem(["noted"], ["0"])]);
        await RefusedAsync(
            trial,
            ErrorCodes.LimitExceeded,
            ("items", static () => Of(Items + 1)),
            ("items of two queries", static () => Of(Items).Or(Query.OfType("noted")))).ConfigureAwait(false);
        await trial.AppendAsync("a", ExpectedRevision.Any, [.. Numbered(Items + 5, static text => Sample.Tagged(int.Parse(text, CultureInfo.InvariantCulture), "noted", text, "50"))]).ConfigureAwait(false);

        var read = await trial.ReadAsync(Of(Items)).ConfigureAwait(false);
        var outcome = await trial.TryAppendIfAsync(
            [new AppendCondition(new Query([.. Of(Items).Items.Where(static item => item.Tags[0] != "50")]))],
            Sample.Part("b", ExpectedRevision.Any, Sample.Event(1_000))).ConfigureAwait(false);

        Expect.Equal("events", Items + 5, read.Length);
        Expect.Equal("match", read[Items - 1].Position, (outcome as ConditionConflict)?.Match ?? Position.Start);
    }

    private static async Task A_hundred_types_and_64_tags_of_an_item(Trial trial)
    {
        static EventName[] Names(int count) => [.. Numbered(count, static text => new EventName("type-" + text)), "type-0"];
        static Tag[] Marks(int count) => [.. Numbered(count, static text => new Tag("tag:" + text)), "tag:0"];
        await RefusedAsync(
            trial,
            ErrorCodes.LimitExceeded,
            ("types", static () => new QueryItem(Names(Types + 1))),
            ("tags", static () => new QueryItem(tags: Marks(Tags + 1)))).ConfigureAwait(false);
        await trial.AppendAsync(
            "a", ExpectedRevision.Any, Sample.Tagged(1, "type-99", Marks(Tags)[..^1]), Sample.Tagged(2, "type-99", Marks(Tags)[1..^1]), Sample.Tagged(3, "type-100", Marks(Tags)[..^1])).ConfigureAwait(false);

        var read = await trial.ReadAsync(new Query(new QueryItem(Names(Types), Marks(Tags), "a"))).ConfigureAwait(false);

        Expect.Sequence("ids", [Sample.Id(1)], read.Select(static one => one.Id));
    }

    private static async Task Sixteen_conditions_of_an_append(Trial trial)
    {
        static AppendCondition[] Of(int count) => [.. Enumerable.Repeat(new AppendCondition(Query.OfType("gone")), count)];
        var part = Sample.Part("a", ExpectedRevision.Any, Sample.Event(1));
        var refusal = await trial.ChangesNothingAsync("17 conditions", () => Expect.ThrowsAsync<InvalidInputException>(
            "17 conditions", () => trial.TryAppendIfAsync(Of(Conditions + 1), part))).ConfigureAwait(false);

        var outcome = await trial.TryAppendIfAsync(Of(Conditions), part).ConfigureAwait(false);

        Expect.Equal("code", ErrorCodes.LimitExceeded, refusal.Code);
        Expect.True("16 conditions", outcome is Appended);
    }

    private static Task Queries_of_the_same_content_are_equal(Trial trial)
    {
        trial.Cancel.ThrowIfCancellationRequested();
        foreach (var (first, left) in QuerySample.Queries.Select(static (one, at) => (at, one.Query)).Append((-1, Query.All)))
        {
            foreach (var (second, right) in QuerySample.Queries.Select(static (one, at) => (at, Again(one.Query))).Append((-1, Query.All)))
            {
                // Names that are given twice are one name.
                var same = first == second || (first, second) is (4, 5) or (5, 4);
                Expect.Equal($"{left} equals {right}", same, left.Equals(right));
                Expect.True($"hash of {left}", !same || left.GetHashCode() == right.GetHashCode());
            }
        }

        return Task.CompletedTask;
    }

    private static Query Again(Query query) =>
        new([.. query.Items.Select(static item => new QueryItem([.. item.Types, .. item.Types], [.. item.Tags], item.Category))]);

    private static IEnumerable<T> Numbered<T>(int count, Func<string, T> make) =>
        Enumerable.Range(0, count).Select(at => make(at.ToString(CultureInfo.InvariantCulture)));

    private static async Task RefusedAsync(Trial trial, string code, params (string What, Func<object> Make)[] wrong)
    {
        foreach (var (what, make) in wrong)
        {
            trial.Cancel.ThrowIfCancellationRequested();
            var refusal = await Expect.ThrowsAsync<InvalidInputException>(what, () => Task.FromResult(make())).ConfigureAwait(false);
            Expect.Equal($"{what}: code", code, refusal.Code);
        }
    }
}
