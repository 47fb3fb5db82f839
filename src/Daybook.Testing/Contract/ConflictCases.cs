namespace Daybook.Testing.Contract;

/// <summary>Expected revisions: what is accepted, what is refused, and what the refusal says.</summary>
internal static class ConflictCases
{
    private const string Verb = "conflict";

    private static readonly (ExpectedRevision Expected, Func<int, bool> Accepts)[] Expectations =
    [
        (ExpectedRevision.Any, static _ => true),
        (ExpectedRevision.NoStream, static count => count == 0),
        (ExpectedRevision.StreamExists, static count => count > 0),
        (ExpectedRevision.At(0), static count => count == 1),
        (ExpectedRevision.At(1), static count => count == 2),
        (ExpectedRevision.At(2), static count => count == 3),
        (ExpectedRevision.At(int.MaxValue), static _ => false),
        (ExpectedRevision.At(long.MaxValue), static _ => false),
    ];

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        new(Verb, Every_expectation_is_accepted_or_refused_by_the_streams_last_revision),
        new(Verb, Refusal_is_an_exception_of_append_and_says_expected_and_actual),
        new(Verb, Refused_append_can_be_appended_where_the_stream_is),
        new(Verb, One_of_many_appends_at_the_same_revision_wins),
    ];

    private static async Task Every_expectation_is_accepted_or_refused_by_the_streams_last_revision(Trial trial)
    {
        var number = 0;
        for (var count = 0; count <= 3; count++)
        {
            foreach (var (expected, accepts) in Expectations)
            {
                var stream = new StreamName($"s-{++number}");
                if (count > 0)
                {
                    await trial.AppendAsync(stream, ExpectedRevision.NoStream, Sample.Events(1, count)).ConfigureAwait(false);
                }

                var what = $"append expecting {expected} of a stream with {count} events";
                var outcome = await trial.TryAppendAsync(Sample.Part(stream, expected, Sample.Event(100))).ConfigureAwait(false);

                var read = await trial.ReadStreamAsync(stream).ConfigureAwait(false);
                Expect.Equal($"{what}: accepted", accepts(count), outcome is Appended);
                Expect.Equal($"{what}: events afterwards", accepts(count) ? count + 1 : count, read.Length);
                if (outcome is RevisionConflict conflict)
                {
                    Revision? actual = count == 0 ? null : new Revision(count - 1);
                    Expect.Equal(what, new RevisionConflict(stream, expected, actual), conflict);
                }
            }
        }
    }

    private static async Task Refusal_is_an_exception_of_append_and_says_expected_and_actual(Trial trial)
    {
        await trial.AppendAsync("a-1", ExpectedRevision.NoStream, Sample.Events(1, 2)).ConfigureAwait(false);

        var refusal = await trial.ChangesNothingAsync("refused append", () => Expect.ThrowsAsync<AppendConflictException>(
            "append of a stale revision", () => trial.AppendAsync("a-1", ExpectedRevision.At(0), Sample.Event(3)))).ConfigureAwait(false);

        Expect.Equal<Conflict>(
            "conflict", new RevisionConflict("a-1", ExpectedRevision.At(0), new Revision(1)), refusal.Conflict);
        Expect.Equal("code", ErrorCodes.AppendConflict, refusal.Code);
        Expect.True("message names stream, expected and actual", refusal.Message.Contains("'a-1'", StringComparison.Ordinal)
            && refusal.Message.Contains("revision 0", StringComparison.Ordinal) && refusal.Message.Contains("revision 1", StringComparison.Ordinal));
    }

    private static async Task Refused_append_can_be_appended_where_the_stream_is(Trial trial)
    {
        await trial.AppendAsync("a", ExpectedRevision.NoStream, Sample.Events(1, 2)).ConfigureAwait(false);
        var refused = (RevisionConflict)await trial.TryAppendAsync(Sample.Part("a", ExpectedRevision.At(0), Sample.Event(3))).ConfigureAwait(false);

        var appended = await trial.AppendAsync("a", ExpectedRevision.AsRead(refused.Actual), Sample.Event(3)).ConfigureAwait(false);

        Expect.Equal("repetition", false, appended.WasRepeat);
        Expect.Equal("revision", new Revision(2), appended.LastRevision);
    }

    private static async Task One_of_many_appends_at_the_same_revision_wins(Trial trial)
    {
        const int Rounds = 10, Writers = 6;
        for (var round = 0; round < Rounds; round++)
        {
            var expected = round == 0 ? ExpectedRevision.NoStream : ExpectedRevision.At(round - 1);
            var first = round * Writers;
            var outcomes = await Task.WhenAll(Enumerable.Range(first, Writers).Select(number => Task.Run(
                () => trial.TryAppendAsync(Sample.Part("a", expected, Sample.Event(number)))))).ConfigureAwait(false);

            Expect.Equal($"winners of round {round}", 1, outcomes.Count(static outcome => outcome is Appended));
            foreach (var conflict in outcomes.OfType<RevisionConflict>())
            {
                Expect.Equal("actual revision that a loser is told", new Revision(round), conflict.Actual);
            }
        }

        Expect.Equal("events", Rounds, (await trial.ReadStreamAsync("a").ConfigureAwait(false)).Length);
    }
}
