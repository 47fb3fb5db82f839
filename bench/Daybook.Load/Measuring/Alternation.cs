namespace Daybook.Load.Measuring;

/// <summary>
/// Lets the subjects of a phase take turns, several short ones each, in an order that moves on by one: noise from outside then hits all
/// of them, and nobody always comes after the same one.
/// </summary>
internal sealed class Alternation(int turns, Talk talk)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(50);

    /// <param name="phase">The phase's name.</param>
    /// <param name="subjects">Who takes part.</param>
    /// <param name="time">How long each subject works in all; null when its turns end by themselves, without a warm-up.</param>
    public async Task<PhaseResult> RunAsync(string phase, IReadOnlyList<Subject> subjects, TimeSpan? time)
    {
        var meters = subjects.Select(static _ => new Meter()).ToArray();
        var rounds = time is { } given ? Math.Max(turns, (int)Math.Ceiling(given / LongestTurn)) : turns;
        for (var turn = time is null ? 0 : -1; turn < rounds; turn++)
        {
            for (var index = 0; index < subjects.Count; index++)
            {
                var chosen = (index + turn + subjects.Count) % subjects.Count;
                var meter = turn < 0 ? new Meter() : meters[chosen];
                await meter.RunAsync(subjects[chosen], turn < 0 ? WarmUp : (time ?? default) / rounds);
            }
        }

        var rates = subjects.Select((subject, index) => KeyValuePair.Create(subject.Name, meters[index].ToRate())).ToArray();
        var result = new PhaseResult(phase, rates);
        talk.Say(result);
        return result;
    }
}
