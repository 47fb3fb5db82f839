using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook;

/// <summary>What the sample answers about all loans.</summary>
sealed record Answer(long Loans, long Events, decimal AmountAsked, SortedDictionary<string, int> States)
{
    public string ToJson() => JsonSerializer.Serialize(this, AnswerJson.Default.Answer);

    /// <summary>Folds every loan: whole for the sums, and as it was at an instant for the states.</summary>
    public static async Task<Answer> OfAsync(DaybookStore store, DateTimeOffset? effectiveAt, CancellationToken cancellationToken)
    {
        var (loans, events, asked) = (0L, 0L, 0m);
        var states = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var stream in store.ListStreamsAsync("loan-", cancellationToken))
        {
            var loan = store.Aggregate(stream.Stream, Loan.Fold);
            var whole = await loan.LoadAsync(cancellationToken: cancellationToken);
            var then = effectiveAt is null ? whole : await loan.LoadAsync(effectiveAt: effectiveAt, cancellationToken: cancellationToken);
            loans++;
            events += whole.Events;
            asked += whole.State.AmountAsked;
            if (then.State.Application is { } state)
            {
                states[state] = states.GetValueOrDefault(state) + 1;
            }
        }

        return new Answer(loans, events, asked, states);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Answer))]
sealed partial class AnswerJson : JsonSerializerContext;
