namespace Daybook.Testing.Contract;

/// <summary>Appends that are refused as they are, whatever the store holds.</summary>
internal static class InvalidCases
{
    private const string Verb = "limit";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Appends_that_say_nothing_or_say_it_twice_are_refused),
        new(Verb, Names_that_name_nothing_are_refused),
        new(Verb, A_refused_append_takes_no_position),
    ];

    private static async Task Appends_that_say_nothing_or_say_it_twice_are_refused(Trial trial)
    {
        (string What, StreamEvents[] Append)[] invalid =
        [
            ("no streams", []),
            ("no events", [Sample.Part("a", ExpectedRevision.Any)]),
            ("no events for one stream", [Sample.Part("a", ExpectedRevision.Any, Sample.Event(1)), Sample.Part("b", ExpectedRevision.Any)]),
            ("a stream twice", [Sample.Part("a", ExpectedRevision.Any, Sample.Event(1)), Sample.Part("a", ExpectedRevision.Any, Sample.Event(2))]),
            ("an event twice", [Sample.Part("a", ExpectedRevision.Any, Sample.Event(1), Sample.Event(2), Sample.Event(1))]),
            ("an event without an id", [Sample.Part("a", ExpectedRevision.Any, Sample.Event(1) with { Id = Guid.Empty })]),
        ];

        foreach (var (what, append) in invalid)
        {
            var refusal = await trial.ChangesNothingAsync(what, () => Expect.ThrowsAsync<InvalidInputException>(
                what, () => trial.AppendAsync(append))).ConfigureAwait(false);

            Expect.Equal($"{what}: code", ErrorCodes.AppendInvalid, refusal.Code);
        }
    }

    private static async Task Names_that_name_nothing_are_refused(Trial trial)
    {
        (string What, StreamEvents Part)[] invalid =
        [
            ("no stream name", Sample.Part(default, ExpectedRevision.Any, Sample.Event(1))),
            ("no event name", Sample.Part("a", ExpectedRevision.Any, Sample.Event(1) with { Name = default })),
            ("no tag", Sample.Part("a", ExpectedRevision.Any, Sample.Event(1) with { Tags = [default] })),
        ];

        foreach (var (what, part) in invalid)
        {
            var refusal = await trial.ChangesNothingAsync(what, () => Expect.ThrowsAsync<InvalidInputException>(
                what, () => trial.AppendAsync(part))).ConfigureAwait(false);

            Expect.Equal($"{what}: code", ErrorCodes.NameInvalid, refusal.Code);
        }
    }

    private static async Task A_refused_append_takes_no_position(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Event(1)).ConfigureAwait(false);
        await trial.TryAppendAsync(Sample.Part("a", ExpectedRevision.NoStream, Sample.Event(2))).ConfigureAwait(false);
        await Expect.ThrowsAsync<EventIdReusedException>(
            "partial repetition", () => trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(1, 2))).ConfigureAwait(false);
        await Expect.ThrowsAsync<InvalidInputException>("no events", () => trial.AppendAsync("a", ExpectedRevision.Any)).ConfigureAwait(false);

        await trial.AppendAsync("a", ExpectedRevision.At(0), Sample.Event(2)).ConfigureAwait(false);

        var all = await trial.ReadAllAsync().ConfigureAwait(false);
        Expect.Sequence("revisions", [0L, 1], all.Select(static one => one.Revision.Value));
        Expect.Sequence("positions", [1L, 2], all.Select(static one => one.Position.Value));
    }
}
