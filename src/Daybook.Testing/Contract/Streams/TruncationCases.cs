using System.Text;

namespace Daybook.Testing.Contract.Streams;

/// <summary>Streams whose reads begin with a revision, while the record stays whole.</summary>
internal static class TruncationCases
{
    private const string Verb = "truncate stream";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Reads_of_the_stream_begin_with_the_revision),
        new(Verb, The_record_and_queries_show_everything),
        new(Verb, A_lower_revision_shows_events_again_and_earlier_points_show_what_they_showed),
        new(Verb, Appends_go_on_as_if_nothing_was_said),
        new(Verb, A_revision_that_the_stream_does_not_have_is_refused),
        new(Verb, What_else_is_said_about_the_stream_stays),
        new(Verb, What_cannot_be_read_says_nothing_and_the_last_event_is_always_shown),
    ];

    private static async Task Reads_of_the_stream_begin_with_the_revision(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);
        await trial.Store.TruncateStreamAsync("a", new Revision(3), trial.Cancel).ConfigureAwait(false);

        foreach (var (read, expected) in new (StreamRead, long[])[]
        {
            (new StreamRead(), [3, 4, 5]),
            (new StreamRead { Backwards = true }, [5, 4, 3]),
            (new StreamRead { From = new Revision(1), To = new Revision(4) }, [3, 4]),
            (new StreamRead { To = new Revision(2) }, []),
            (new StreamRead { Limit = 2 }, [3, 4]),
            (new StreamRead { Backwards = true, From = new Revision(4), To = new Revision(0) }, [4, 3]),
        })
        {
            var found = await trial.ReadStreamAsync("a", read).ConfigureAwait(false);
            Expect.Sequence($"revisions of {read}", expected, found.Select(static one => one.Revision.Value));
        }

        Expect.Equal("events of another stream", 1, (await trial.ReadStreamAsync("b").ConfigureAwait(false)).Length);
    }

    private static async Task The_record_and_queries_show_everything(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);
        var before = await trial.ReadAllAsync().ConfigureAwait(false);
        await trial.Store.TruncateStreamAsync("a", new Revision(5), trial.Cancel).ConfigureAwait(false);

        var after = await trial.ReadAllAsync().ConfigureAwait(false);
        var tagged = await trial.ReadAsync(Query.Tagged("kept")).ConfigureAwait(false);

        Expect.Sequence("the record", before.Select(static one => one.Id), after.Take(before.Length).Select(static one => one.Id));
        Expect.Equal("what follows", SystemEvents.StreamMetadata, after[^1].Name.Value);
        Expect.Equal("events of a query", 6, tagged.Length);
    }

    private static async Task A_lower_revision_shows_events_again_and_earlier_points_show_what_they_showed(Trial trial)
    {
        var all = await FillAsync(trial).ConfigureAwait(false);
        var first = await trial.Store.TruncateStreamAsync("a", new Revision(4), trial.Cancel).ConfigureAwait(false);
        await trial.Store.TruncateStreamAsync("a", new Revision(1), trial.Cancel).ConfigureAwait(false);

        Expect.Equal("now", 5, (await trial.ReadStreamAsync("a").ConfigureAwait(false)).Length);
        Expect.Equal("then", 2, (await trial.ReadStreamAsync("a", new StreamRead { AsOf = first.LastPosition }).ConfigureAwait(false)).Length);
        Expect.Equal("before", 6, (await trial.ReadStreamAsync("a", new StreamRead { AsOf = all.LastPosition }).ConfigureAwait(false)).Length);
        await trial.Store.TruncateStreamAsync("a", new Revision(0), trial.Cancel).ConfigureAwait(false);
        Expect.Equal("at last", 6, (await trial.ReadStreamAsync("a").ConfigureAwait(false)).Length);
    }

    private static async Task Appends_go_on_as_if_nothing_was_said(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);
        await trial.Store.TruncateStreamAsync("a", new Revision(5), trial.Cancel).ConfigureAwait(false);

        var appended = await trial.AppendAsync("a", ExpectedRevision.At(5), Sample.Event(50)).ConfigureAwait(false);

        Expect.Equal("revision", 6, appended.LastRevision.Value);
        Expect.Sequence("revisions", [5L, 6], (await trial.ReadStreamAsync("a").ConfigureAwait(false)).Select(static one => one.Revision.Value));
    }

    private static async Task A_revision_that_the_stream_does_not_have_is_refused(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);

        foreach (var (stream, before) in new[] { ("a", 6L), ("a", long.MaxValue), ("none", 0), ("$$a", 0), (new string('x', 511), 0) })
        {
            var refused = await trial.ChangesNothingAsync("truncate", () => Expect.ThrowsAsync<InvalidInputException>(
                $"truncate {stream}", () => trial.Store.TruncateStreamAsync(stream, new Revision(before), trial.Cancel).AsTask())).ConfigureAwait(false);
            Expect.Equal("code", ErrorCodes.AppendInvalid, refused.Code);
        }
    }

    private static async Task What_else_is_said_about_the_stream_stays(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);
        await trial.AppendAsync("$$a", ExpectedRevision.Any, Said("""{"$maxAge":60,"owner":"ada"}""")).ConfigureAwait(false);

        await trial.Store.TruncateStreamAsync("a", new Revision(2), trial.Cancel).ConfigureAwait(false);

        var said = (await trial.ReadStreamAsync("$$a").ConfigureAwait(false))[^1];
        Expect.Equal("said", """{"$maxAge":60,"owner":"ada","$tb":2}""", Encoding.UTF8.GetString(said.Data.Span));
    }

    private static async Task What_cannot_be_read_says_nothing_and_the_last_event_is_always_shown(Trial trial)
    {
        await FillAsync(trial).ConfigureAwait(false);

        foreach (var (said, shown) in new[] { ("{", 6), ("[3]", 6), ("""{"$tb":"3"}""", 6), ("""{"$tb":-1}""", 6), ("""{"$tb":4}""", 2), ("""{"$tb":99}""", 1), ("", 6) })
        {
            await trial.AppendAsync("$$a", ExpectedRevision.Any, Said(said)).ConfigureAwait(false);
            Expect.Equal($"events after {said}", shown, (await trial.ReadStreamAsync("a").ConfigureAwait(false)).Length);
        }
    }

    private static NewEvent Said(string json) => new(SystemEvents.StreamMetadata, Encoding.UTF8.GetBytes(json));

    private static async Task<Appended> FillAsync(Trial trial)
    {
        await trial.AppendAsync("b", ExpectedRevision.NoStream, Sample.Event(1)).ConfigureAwait(false);
        await trial.AppendAsync("a", ExpectedRevision.NoStream, [.. Sample.Events(1, 4).Select(Kept)]).ConfigureAwait(false);
        return await trial.AppendAsync("a", ExpectedRevision.At(3), [.. Sample.Events(10, 2).Select(Kept)]).ConfigureAwait(false);
    }

    private static NewEvent Kept(NewEvent one) => one with { Tags = [new Tag("kept")] };
}
