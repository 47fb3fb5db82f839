using System.Text;

namespace Daybook.Testing.Contract;

/// <summary>What an append records and answers.</summary>
internal static class AppendCases
{
    private const string Verb = "append";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, First_event_has_revision_0_and_position_1),
        new(Verb, Events_follow_each_other_without_gaps),
        new(Verb, Answer_names_places_and_time),
        new(Verb, Everything_that_was_given_is_read_back),
        new(Verb, What_was_left_out_is_read_back_empty),
        new(Verb, Bytes_changed_after_the_append_are_not_changed_in_the_store),
        new(Verb, Names_that_differ_in_bytes_are_different_streams),
        new(Verb, Appends_at_the_same_time_are_all_recorded_once),
        new(Verb, Cancelled_before_it_begins_it_writes_nothing),
    ];

    private static async Task First_event_has_revision_0_and_position_1(Trial trial)
    {
        await trial.AppendAsync("account-1", ExpectedRevision.NoStream, Sample.Event(1)).ConfigureAwait(false);

        var read = await trial.ReadStreamAsync("account-1").ConfigureAwait(false);

        Expect.Sequence("revisions", [new Revision(0)], read.Select(static one => one.Revision));
        Expect.Sequence("positions", [new Position(1)], read.Select(static one => one.Position));
    }

    private static async Task Events_follow_each_other_without_gaps(Trial trial)
    {
        await trial.AppendAsync("a-1", ExpectedRevision.Any, Sample.Events(1, 3)).ConfigureAwait(false);
        await trial.AppendAsync("b-1", ExpectedRevision.Any, Sample.Events(4, 2)).ConfigureAwait(false);
        await trial.AppendAsync("a-1", ExpectedRevision.Any, Sample.Events(6, 2)).ConfigureAwait(false);

        var stream = await trial.ReadStreamAsync("a-1").ConfigureAwait(false);
        var all = await trial.ReadAllAsync().ConfigureAwait(false);

        Expect.Sequence("revisions of a-1", [0L, 1, 2, 3, 4], stream.Select(static one => one.Revision.Value));
        Expect.Sequence("ids of a-1", [Sample.Id(1), Sample.Id(2), Sample.Id(3), Sample.Id(6), Sample.Id(7)], stream.Select(static one => one.Id));
        Expect.Sequence("ids of the store", Enumerable.Range(1, 7).Select(Sample.Id), all.Select(static one => one.Id));
        Expect.True("positions rise", all.Zip(all.Skip(1)).All(static pair => pair.First.Position < pair.Second.Position));
    }

    private static async Task Answer_names_places_and_time(Trial trial)
    {
        await trial.AppendAsync("a-1", ExpectedRevision.Any, Sample.Events(1, 2)).ConfigureAwait(false);

        var appended = await trial.AppendAsync("a-1", ExpectedRevision.At(1), Sample.Events(3, 2)).ConfigureAwait(false);

        var read = await trial.ReadStreamAsync("a-1", new StreamRead { After = new Revision(1) }).ConfigureAwait(false);
        Expect.Sequence("positions of the answer", read.Select(static one => one.Position), appended.Positions);
        Expect.Equal("last position of the answer", read[^1].Position, appended.LastPosition);
        Expect.Equal("last revision of the answer", new Revision(3), appended.LastRevision);
        Expect.Equal("time of the answer", read[^1].RecordedAt, appended.RecordedAt);
        Expect.Equal("answer calls itself a repetition", false, appended.WasRepeat);
    }

    private static async Task Everything_that_was_given_is_read_back(Trial trial)
    {
        var given = new NewEvent("Überwiesen 💶", new byte[] { 0, 255, 10, 13, 34 })
        {
            Id = new Guid("01020304-0506-0708-090a-0b0c0d0e0f10"),
            OccurredAt = new DateTimeOffset(1999, 12, 31, 23, 59, 59, 999, 123, TimeSpan.FromMinutes(-570)),
            Tags = ["customer:7", "Kunde:Ångström", "b", "a", "a"],
            Metadata = Encoding.UTF8.GetBytes("""{"user":"Ada"}"""),
        };
        await trial.AppendAsync("Konto-é", ExpectedRevision.NoStream, given).ConfigureAwait(false);

        var read = (await trial.ReadAllAsync().ConfigureAwait(false)).Single();

        Expect.Equal("stream", new StreamName("Konto-é"), read.Stream);
        Expect.Equal("name", given.Name, read.Name);
        Expect.Equal("id", given.Id, read.Id);
        Expect.Equal("occurred at", given.OccurredAt, read.OccurredAt);
        Expect.Equal("offset of occurred at", given.OccurredAt.Value.Offset, read.OccurredAt.Offset);
        Expect.Sequence("tags in their order", given.Tags, read.Tags);
        Expect.Sequence("metadata", given.Metadata.ToArray(), read.Metadata.ToArray());
        Expect.Sequence("data", given.Data.ToArray(), read.Data.ToArray());
    }

    private static async Task What_was_left_out_is_read_back_empty(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.Any, new NewEvent("noted", default)).ConfigureAwait(false);

        var read = (await trial.ReadAllAsync().ConfigureAwait(false)).Single();

        Expect.Equal("bytes of data", 0, read.Data.Length);
        Expect.Equal("bytes of metadata", 0, read.Metadata.Length);
        Expect.Equal("tags", 0, read.Tags.Count);
        Expect.Equal("occurred at", read.RecordedAt, read.OccurredAt);
    }

    private static async Task Bytes_changed_after_the_append_are_not_changed_in_the_store(Trial trial)
    {
        byte[] data = [1, 2, 3];
        byte[] metadata = [4, 5, 6];
        await trial.AppendAsync("a", ExpectedRevision.Any, new NewEvent("noted", data) { Metadata = metadata }).ConfigureAwait(false);

        data[0] = metadata[0] = 99;

        var read = (await trial.ReadAllAsync().ConfigureAwait(false)).Single();
        Expect.Sequence<byte>("data", [1, 2, 3], read.Data.ToArray());
        Expect.Sequence<byte>("metadata", [4, 5, 6], read.Metadata.ToArray());
    }

    private static async Task Names_that_differ_in_bytes_are_different_streams(Trial trial)
    {
        string[] names = ["caf\u00e9", "cafe\u0301", "Café", "../café", "café ", "a/b", "a\\b", "%", "_", "💶"];
        for (var index = 0; index < names.Length; index++)
        {
            await trial.AppendAsync(names[index], ExpectedRevision.NoStream, Sample.Event(index)).ConfigureAwait(false);
        }

        for (var index = 0; index < names.Length; index++)
        {
            var read = await trial.ReadStreamAsync(names[index]).ConfigureAwait(false);

            Expect.Sequence($"ids of '{names[index]}'", [Sample.Id(index)], read.Select(static one => one.Id));
            Expect.Equal("name that is read back", names[index], read[0].Stream.Value);
        }
    }

    private static async Task Appends_at_the_same_time_are_all_recorded_once(Trial trial)
    {
        const int Writers = 8, Each = 25;
        async Task WriteAsync(int writer)
        {
            for (var index = 0; index < Each; index++)
            {
                var one = Sample.Event((writer * Each) + index);
                await trial.AppendAsync("shared", ExpectedRevision.Any, one).ConfigureAwait(false);
                await trial.AppendAsync($"own-{writer}", ExpectedRevision.Any, one).ConfigureAwait(false);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer)))).ConfigureAwait(false);

        var all = await trial.ReadAllAsync().ConfigureAwait(false);
        var shared = await trial.ReadStreamAsync("shared").ConfigureAwait(false);
        Expect.Equal("events", 2 * Writers * Each, all.Length);
        Expect.Sequence("revisions of the shared stream", Enumerable.Range(0, Writers * Each).Select(static at => (long)at), shared.Select(static one => one.Revision.Value));
        Expect.Sequence("ids of the shared stream", Enumerable.Range(0, Writers * Each).Select(Sample.Id).Order(), shared.Select(static one => one.Id).Order());
        for (var writer = 0; writer < Writers; writer++)
        {
            var own = await trial.ReadStreamAsync($"own-{writer}").ConfigureAwait(false);
            Expect.Sequence($"order of writer {writer}", Enumerable.Range(writer * Each, Each).Select(Sample.Id), own.Select(static one => one.Id));
        }
    }

    private static async Task Cancelled_before_it_begins_it_writes_nothing(Trial trial)
    {
        var cancelled = new CancellationToken(canceled: true);
        await trial.ChangesNothingAsync("cancelled append", () => Expect.ThrowsAsync<OperationCanceledException>("cancelled append", async () =>
            await trial.Store.AppendAsync("a", ExpectedRevision.Any, [Sample.Event(1)], cancelled).ConfigureAwait(false))).ConfigureAwait(false);
    }
}
