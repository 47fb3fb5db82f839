namespace Daybook.Testing.Contract;

/// <summary>Listing streams, and the store's own facts.</summary>
internal static class ListingCases
{
    private const string Verb = "listing";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, An_empty_store_lists_nothing),
        new(Verb, Streams_are_listed_in_ordinal_order_with_their_last_revisions),
        new(Verb, A_prefix_is_a_text_and_no_pattern),
        new(Verb, A_refused_append_lists_no_stream),
        new(Verb, Facts_tell_head_streams_and_time),
    ];

    private static async Task An_empty_store_lists_nothing(Trial trial) =>
        Expect.Equal("streams", 0, (await trial.ListAsync().ConfigureAwait(false)).Length);

    private static async Task Streams_are_listed_in_ordinal_order_with_their_last_revisions(Trial trial)
    {
        string[] names = ["b", "a", "B", "a-2", "a-10", "é", "ab", "Z"];
        for (var index = 0; index < names.Length; index++)
        {
            await trial.AppendAsync(names[index], ExpectedRevision.NoStream, Sample.Events(0, index + 1)).ConfigureAwait(false);
        }

        var listed = await trial.ListAsync().ConfigureAwait(false);

        var expected = names.Select(static (name, index) => new StreamSummary(name, new Revision(index)))
            .OrderBy(static stream => stream.Stream.Value, StringComparer.Ordinal);
        Expect.Sequence("streams", expected, listed);
    }

    private static async Task A_prefix_is_a_text_and_no_pattern(Trial trial)
    {
        foreach (var name in new[] { "loan-1", "loan-2", "loaN-3", "loan", "lo_n-4", "lo%", "other" })
        {
            await trial.AppendAsync(name, ExpectedRevision.NoStream, Sample.Event(1)).ConfigureAwait(false);
        }

        (string Prefix, string[] Names)[] expectations =
        [
            ("loan-", ["loan-1", "loan-2"]),
            ("loan", ["loan", "loan-1", "loan-2"]),
            ("lo_", ["lo_n-4"]),
            ("lo%", ["lo%"]),
            ("loan-1", ["loan-1"]),
            ("loan-11", []),
            ("*", []),
        ];
        foreach (var (prefix, names) in expectations)
        {
            var listed = await trial.ListAsync(prefix).ConfigureAwait(false);

            Expect.Sequence($"streams that begin with '{prefix}'", names, listed.Select(static one => one.Stream.Value));
        }
    }

    private static async Task A_refused_append_lists_no_stream(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Event(1)).ConfigureAwait(false);
        await trial.TryAppendAsync(Sample.Part("b", ExpectedRevision.At(0), Sample.Event(2))).ConfigureAwait(false);
        await trial.TryAppendAsync(
            Sample.Part("c", ExpectedRevision.NoStream, Sample.Event(3)), Sample.Part("a", ExpectedRevision.NoStream, Sample.Event(4))).ConfigureAwait(false);

        var listed = await trial.ListAsync().ConfigureAwait(false);

        Expect.Sequence("streams", [new StreamSummary("a", new Revision(0))], listed);
    }

    private static async Task Facts_tell_head_streams_and_time(Trial trial)
    {
        var empty = await trial.Store.GetInfoAsync(trial.Cancel).ConfigureAwait(false);
        await trial.AppendAsync("a", ExpectedRevision.Any, Sample.Events(1, 2)).ConfigureAwait(false);
        var last = await trial.AppendAsync("b", ExpectedRevision.Any, Sample.Event(3)).ConfigureAwait(false);
        await trial.SettleAsync().ConfigureAwait(false);

        var info = await trial.Store.GetInfoAsync(trial.Cancel).ConfigureAwait(false);

        Expect.Equal("head of an empty store", Position.Start, empty.Head);
        Expect.Equal("streams of an empty store", 0L, empty.Streams);
        Expect.Equal("last time of an empty store", null, empty.LastRecordedAt);
        Expect.Equal("id of the store later", empty.StoreId, info.StoreId);
        Expect.Equal("head", last.LastPosition, info.Head);
        Expect.Equal("head that is asked for alone", last.LastPosition, await trial.Store.GetHeadAsync(trial.Cancel).ConfigureAwait(false));
        Expect.Equal("streams", 2L, info.Streams);
        Expect.Equal("last time", last.RecordedAt, info.LastRecordedAt);
        Expect.Equal("read-only", false, info.IsReadOnly);
    }
}
