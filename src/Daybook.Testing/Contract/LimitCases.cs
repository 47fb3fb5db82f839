namespace Daybook.Testing.Contract;

/// <summary>Each limit: exactly at it an append is recorded and read back, one above nothing is written.</summary>
internal static class LimitCases
{
    private const string Verb = "limit";
    private const int EventsPerAppend = 10_000;
    private const int EventBytes = 16 * 1024 * 1024;
    private const int AppendBytes = 32 * 1024 * 1024;

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Ten_thousand_events_of_one_stream),
        new(Verb, Ten_thousand_events_of_two_streams),
        new(Verb, Sixteen_MiB_of_data_and_metadata_of_an_event),
        new(Verb, Thirty_two_MiB_of_an_append),
        new(Verb, Sixty_four_tags_of_an_event),
        new(Verb, Longest_names),
    ];

    private static async Task Ten_thousand_events_of_one_stream(Trial trial)
    {
        await RefusedAsync(trial, Sample.Part("a", ExpectedRevision.Any, Sample.Events(0, EventsPerAppend + 1))).ConfigureAwait(false);

        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(0, EventsPerAppend)).ConfigureAwait(false);

        var read = await trial.ReadStreamAsync("a").ConfigureAwait(false);
        Expect.Sequence("ids", Enumerable.Range(0, EventsPerAppend).Select(Sample.Id), read.Select(static one => one.Id));
    }

    private static async Task Ten_thousand_events_of_two_streams(Trial trial)
    {
        var half = Sample.Part("a", ExpectedRevision.Any, Sample.Events(0, EventsPerAppend / 2));
        await RefusedAsync(trial, half, Sample.Part("b", ExpectedRevision.Any, Sample.Events(0, (EventsPerAppend / 2) + 1))).ConfigureAwait(false);

        await trial.AppendAsync(half, half with { Stream = "b" }).ConfigureAwait(false);

        Expect.Equal("events", EventsPerAppend, (await trial.ReadAllAsync().ConfigureAwait(false)).Length);
    }

    private static async Task Sixteen_MiB_of_data_and_metadata_of_an_event(Trial trial)
    {
        var metadata = "{}"u8.ToArray();
        var largest = Sample.Sized(1, EventBytes - metadata.Length) with { Metadata = metadata };
        await RefusedAsync(trial, Sample.Part("a", ExpectedRevision.Any, Sample.Sized(2, EventBytes + 1))).ConfigureAwait(false);
        await RefusedAsync(trial, Sample.Part("a", ExpectedRevision.Any, largest with { Metadata = "{} "u8.ToArray() })).ConfigureAwait(false);

        await trial.AppendAsync("a", ExpectedRevision.Any, largest).ConfigureAwait(false);

        var read = (await trial.ReadAllAsync().ConfigureAwait(false)).Single();
        Expect.True("data that is read back is the same", read.Data.Span.SequenceEqual(largest.Data.Span));
        Expect.Equal("bytes of metadata", metadata.Length, read.Metadata.Length);
    }

    private static async Task Thirty_two_MiB_of_an_append(Trial trial)
    {
        // Names and tags count for each event: here the stream's, the event's and the tag's one byte.
        NewEvent Half(int number, int more) => Sample.Sized(number, (AppendBytes / 2) - 3 + more) with { Tags = ["t"] };
        await RefusedAsync(trial, Sample.Part("a", ExpectedRevision.Any, Half(1, 0), Half(2, 1))).ConfigureAwait(false);
        await RefusedAsync(trial, Sample.Part("a", ExpectedRevision.Any, Half(1, 1)), Sample.Part("b", ExpectedRevision.Any, Half(2, 0))).ConfigureAwait(false);

        await trial.AppendAsync("a", ExpectedRevision.Any, Half(1, 0), Half(2, 0)).ConfigureAwait(false);

        var read = await trial.ReadAllAsync().ConfigureAwait(false);
        Expect.Sequence("bytes of data", [(AppendBytes / 2) - 3, (AppendBytes / 2) - 3], read.Select(static one => one.Data.Length));
    }

    private static async Task Sixty_four_tags_of_an_event(Trial trial)
    {
        static NewEvent Tagged(int count) => Sample.Event(1) with { Tags = [.. Enumerable.Range(0, count).Select(static at => new Tag($"tag:{at}"))] };
        await RefusedAsync(trial, Sample.Part("a", ExpectedRevision.Any, Tagged(65))).ConfigureAwait(false);

        await trial.AppendAsync("a", ExpectedRevision.Any, Tagged(64)).ConfigureAwait(false);

        var read = (await trial.ReadAllAsync().ConfigureAwait(false)).Single();
        Expect.Sequence("tags", Tagged(64).Tags, read.Tags);
    }

    private static async Task Longest_names(Trial trial)
    {
        var stream = new StreamName(new string('é', 256));
        var one = new NewEvent(new string('é', 128), default) { Tags = [new string('é', 128), new string('t', 256)] };

        await trial.AppendAsync(stream, ExpectedRevision.NoStream, one).ConfigureAwait(false);

        var read = (await trial.ReadStreamAsync(stream).ConfigureAwait(false)).Single();
        Expect.Equal("stream", stream, read.Stream);
        Expect.Equal("name", one.Name, read.Name);
        Expect.Sequence("tags", one.Tags, read.Tags);
    }

    private static async Task RefusedAsync(Trial trial, params StreamEvents[] parts)
    {
        var refusal = await trial.ChangesNothingAsync("append above a limit", () => Expect.ThrowsAsync<InvalidInputException>(
            "append above a limit", () => trial.AppendAsync(parts))).ConfigureAwait(false);
        Expect.Equal("code", ErrorCodes.LimitExceeded, refusal.Code);
    }
}
