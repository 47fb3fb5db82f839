using System.Globalization;
using System.Text.Json;
using Daybook;
using Daybook.Events;

/// <summary>A loan application: what was asked, and the last status of each of its three kinds.</summary>
sealed record Loan(decimal AmountAsked, string? Application, string? Offer, string? WorkItem, string? Resource)
{
    public static Fold<Loan, LoanEvent> Fold { get; } = new(new LoanCodec(), new Loan(0, null, null, null, null), Evolve);

    static Loan Evolve(Loan loan, LoanEvent happened)
    {
        var next = loan with
        {
            AmountAsked = happened.AmountAsked ?? loan.AmountAsked,
            Resource = happened.Resource ?? loan.Resource,
        };
        return happened.Name[0] switch
        {
            'A' => next with { Application = happened.Name },
            'O' => next with { Offer = happened.Name },
            _ => next with { WorkItem = happened.Name },
        };
    }
}

/// <summary>One event of the bank's process, as far as the fold looks at it.</summary>
sealed record LoanEvent(string Name, string? Resource, decimal? AmountAsked);

/// <summary>Reads what the XES import recorded. The bank's own names are the stored names: there are no types to list.</summary>
sealed class LoanCodec : EventCodec<LoanEvent>
{
    public override NewEvent Encode(LoanEvent typed) => throw new NotSupportedException("This sample only reads.");

    public override LoanEvent Decode(RecordedEvent recorded)
    {
        using var data = JsonDocument.Parse(recorded.Data);
        var resource = data.RootElement.TryGetProperty("org:resource", out var name) ? name.GetString() : null;
        return new LoanEvent(recorded.Name.Value, resource, AmountAsked(data.RootElement));
    }

    // What the case asked for stands with its first event, as text.
    static decimal? AmountAsked(JsonElement data) =>
        data.TryGetProperty("case", out var ofCase) && ofCase.TryGetProperty("AMOUNT_REQ", out var amount)
            ? decimal.Parse(amount.GetString()!, CultureInfo.InvariantCulture)
            : null;
}
