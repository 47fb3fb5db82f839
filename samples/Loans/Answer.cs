using System.Text.Json.Serialization;
using Daybook;

namespace Loans;

/// <summary>What the sample tells.</summary>
/// <param name="Loans">All loans of the store.</param>
/// <param name="Events">All their events.</param>
/// <param name="AmountAsked">The sum of what was asked for, in euros.</param>
/// <param name="States">How many loans that had begun by the effective instant were in each state of their application.</param>
sealed record Answer(long Loans, long Events, long AmountAsked, SortedDictionary<string, long> States)
{
    public static async Task<Answer> OfAsync(
        DaybookStore store, DateTimeOffset? effectiveAt, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        AsOf? known = asOf is { } instant ? AsOf.Instant(instant) : null;
        var (loans, events, amountAsked) = (0L, 0L, 0L);
        var states = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await foreach (var stream in store.ListStreamsAsync("loan-", cancellationToken))
        {
            var loan = store.Aggregate(stream.Stream, Loan.Fold);
            var whole = await loan.LoadAsync(known, null, cancellationToken);
            var then = effectiveAt is null ? whole : await loan.LoadAsync(known, effectiveAt, cancellationToken);
            loans += whole.Events > 0 ? 1 : 0;
            events += whole.Events;
            amountAsked += whole.State.AmountAsked;
            if (then.State.Application is { } state)
            {
                states[state] = states.GetValueOrDefault(state) + 1;
            }
        }

        return new Answer(loans, events, amountAsked, states);
    }

    public string ToText() =>
        $"{Loans} loans, {Events} events, {AmountAsked} euros asked\n" + string.Join('\n', States.Select(state => $"{state.Value,8} {state.Key}"));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Answer))]
sealed partial class AnswerJson : JsonSerializerContext;
