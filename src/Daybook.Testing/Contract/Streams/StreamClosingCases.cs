namespace Daybook.Testing.Contract.Streams;

/// <summary>Closed streams: readable, and nothing new comes to them.</summary>
internal static class StreamClosingCases
{
    private const string Verb = "close stream";

    private static readonly ExpectedRevision[] Expectations =
        [ExpectedRevision.Any, ExpectedRevision.StreamExists, ExpectedRevision.NoStream, ExpectedRevision.At(1), ExpectedRevision.At(2), ExpectedRevision.At(7)];

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, A_closed_stream_takes_nothing_whatever_was_expected),
        new(Verb, It_is_read_as_before_with_the_closing_as_its_last_event),
        new(Verb, Closing_again_and_repeating_what_was_appended_are_repetitions),
        new(Verb, Last_events_and_the_closing_are_one_append),
        new(Verb, An_append_to_several_streams_is_refused_when_one_is_closed),
        new(Verb, A_stream_without_events_can_be_closed),
        new(Verb, Closing_expects_a_revision_as_appends_do),
        new(Verb, The_name_of_the_closing_is_reserved),
        new(Verb, Of_many_appends_at_once_none_comes_after_the_closing),
    ];

    private static async Task A_closed_stream_takes_nothing_whatever_was_expected(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);
        await trial.Store.CloseStreamAsync("a", ExpectedRevision.At(1), trial.Cancel).ConfigureAwait(false);
        await trial.AppendAsync("b", ExpectedRevision.Any, Sample.Event(50)).ConfigureAwait(false);

        foreach (var expected in Expectations)
        {
            var refused = await trial.ChangesNothingAsync($"append expecting {expected}", () => Expect.ThrowsAsync<StreamClosedException>(
                $"append expecting {expected}", () => trial.TryAppendAsync(Sample.Part("a", expected, Sample.Event(9))))).ConfigureAwait(false);

            Expect.Equal("stream", "a", refused.Stream.Value);
            Expect.Equal("revision", 2, refused.Revision.Value);
            Expect.Equal("code", ErrorCodes.StreamClosed, refused.Code);
        }
    }

    private static async Task It_is_read_as_before_with_the_closing_as_its_last_event(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);
        var closed = await trial.Store.CloseStreamAsync("a", ExpectedRevision.Any, trial.Cancel).ConfigureAwait(false);

        var read = await trial.ReadStreamAsync("a").ConfigureAwait(false);

        Expect.Sequence("names", ["noted", "noted", SystemEvents.StreamClosed], read.Select(static one => one.Name.Value));
        Expect.Equal("position", closed.LastPosition, read[^1].Position);
        Expect.Equal("revision", closed.LastRevision, read[^1].Revision);
    }

    private static async Task Closing_again_and_repeating_what_was_appended_are_repetitions(Trial trial)
    {
        var events = await FillAsync(trial).ConfigureAwait(false);
        var closed = await trial.Store.CloseStreamAsync("a", ExpectedRevision.At(1), trial.Cancel).ConfigureAwait(false);

        foreach (var expected in new[] { ExpectedRevision.At(1), ExpectedRevision.Any })
        {
            var again = await trial.Store.CloseStreamAsync("a", expected, trial.Cancel).ConfigureAwait(false);
            Expect.Equal($"closed again expecting {expected}: repeat", true, again.WasRepeat);
            Expect.Equal($"closed again expecting {expected}: position", closed.LastPosition, again.LastPosition);
        }

        var repeated = await trial.AppendAsync("a", ExpectedRevision.NoStream, events).ConfigureAwait(false);
        Expect.Equal("appended again: repeat", true, repeated.WasRepeat);
    }

    private static async Task Last_events_and_the_closing_are_one_append(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);
        var last = Sample.Part("a", ExpectedRevision.At(1), Sample.Event(10)) with { Closes = true };

        var appended = await trial.AppendAsync(last).ConfigureAwait(false);
        var again = await trial.AppendAsync(last).ConfigureAwait(false);

        Expect.Equal("positions", 2, appended.Positions.Count);
        Expect.Equal("revision", 3, appended.LastRevision.Value);
        Expect.Equal("again", (true, appended.LastPosition), (again.WasRepeat, again.LastPosition));
        await Expect.ThrowsAsync<StreamClosedException>("append", () => trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(11))).ConfigureAwait(false);
    }

    private static async Task An_append_to_several_streams_is_refused_when_one_is_closed(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);
        await trial.Store.CloseStreamAsync("a", ExpectedRevision.Any, trial.Cancel).ConfigureAwait(false);

        await trial.ChangesNothingAsync("append", () => Expect.ThrowsAsync<StreamClosedException>("append", () => trial.TryAppendAsync(
            Sample.Part("b", ExpectedRevision.Any, Sample.Event(20)), Sample.Part("a", ExpectedRevision.Any, Sample.Event(21))))).ConfigureAwait(false);
    }

    private static async Task A_stream_without_events_can_be_closed(Trial trial)
    {
        var closed = await trial.Store.CloseStreamAsync("never", ExpectedRevision.NoStream, trial.Cancel).ConfigureAwait(false);

        Expect.Equal("revision", 0, closed.LastRevision.Value);
        await Expect.ThrowsAsync<StreamClosedException>("append", () => trial.AppendAsync("never", ExpectedRevision.NoStream, Sample.Event(1))).ConfigureAwait(false);
    }

    private static async Task Closing_expects_a_revision_as_appends_do(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);

        await trial.ChangesNothingAsync("close", () => Expect.ThrowsAsync<AppendConflictException>(
            "close", () => trial.Store.CloseStreamAsync("a", ExpectedRevision.At(0), trial.Cancel).AsTask())).ConfigureAwait(false);
    }

    private static async Task The_name_of_the_closing_is_reserved(Trial trial)
    {
        NewEvent[][] wrong = [[new NewEvent(SystemEvents.StreamClosed, default)], [new NewEvent(SystemEvents.StreamClosed, default), Sample.Event(1)]];
        foreach (var events in wrong)
        {
            var refused = await trial.ChangesNothingAsync("append", () => Expect.ThrowsAsync<InvalidInputException>(
                "append", () => trial.AppendAsync("a", ExpectedRevision.Any, events))).ConfigureAwait(false);

            Expect.Equal("code", ErrorCodes.AppendInvalid, refused.Code);
        }
    }

    private static async Task Of_many_appends_at_once_none_comes_after_the_closing(Trial trial)
    {
        const int Writers = 8, Each = 40;
        var refused = 0;
        var appended = 0;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                for (var number = 0; number < Each; number++)
                {
                    try
                    {
                        if (writer == 0 && number == Each / 4)
                        {
                            await trial.Store.CloseStreamAsync("a", ExpectedRevision.Any, trial.Cancel).ConfigureAwait(false);
                        }

                        await trial.Store.AppendAsync("a", ExpectedRevision.Any, [Sample.Event((writer * Each) + number)], trial.Cancel).ConfigureAwait(false);
                        Interlocked.Increment(ref appended);
                    }
                    catch (StreamClosedException)
                    {
                        Interlocked.Increment(ref refused);
                    }
                }
            },
            trial.Cancel))).ConfigureAwait(false);

        var read = await trial.ReadStreamAsync("a").ConfigureAwait(false);

        Expect.Equal("events", appended + 1, read.Length);
        Expect.Equal("the last", SystemEvents.StreamClosed, read[^1].Name.Value);
        Expect.Equal("answers", Writers * Each, appended + refused);
        Expect.Equal("some were refused", true, refused >= Each * 3 / 4);
    }

    private static async Task<NewEvent[]> FillAsync(Trial trial)
    {
        NewEvent[] events = [new NewEvent("noted", new byte[] { 1 }), new NewEvent("noted", new byte[] { 2 })];
        await trial.AppendAsync("a", ExpectedRevision.NoStream, events).ConfigureAwait(false);
        await trial.AppendAsync("b", ExpectedRevision.NoStream, Sample.Event(1)).ConfigureAwait(false);
        return events;
    }
}
