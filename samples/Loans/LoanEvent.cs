using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook;
using Daybook.Events;

namespace Loans;

/// <summary>One thing that happened to a loan. The names begin with A_ (application), O_ (offer) or W_ (work on it).</summary>
/// <param name="Name">Such as A_SUBMITTED.</param>
/// <param name="Data">What the file says about it.</param>
sealed record LoanEvent(string Name, LoanData Data);

/// <summary>The part of an event's data that is of interest here; the store has all of it.</summary>
/// <param name="Resource">Who did it.</param>
/// <param name="Case">The loan as a whole; only on its first event.</param>
sealed record LoanData(
    [property: JsonPropertyName("org:resource")] string? Resource,
    [property: JsonPropertyName("case")] LoanCase? Case);

/// <param name="AmountAsked">In euros. The file has it as a text.</param>
sealed record LoanCase([property: JsonPropertyName("AMOUNT_REQ")] long AmountAsked);

/// <summary>
/// Between stored and typed events. Programs that record their own events need no codec: they name them with
/// [JsonDerivedType], as the Bank sample does. These names come from a file.
/// </summary>
sealed class LoanCodec : EventCodec<LoanEvent>
{
    public override NewEvent Encode(LoanEvent typed) => NewEvent.Json(typed.Name, typed.Data, LoanJson.Default.LoanData);

    public override LoanEvent Decode(RecordedEvent recorded) =>
        new(recorded.Name.Value, JsonSerializer.Deserialize(recorded.Data.Span, LoanJson.Default.LoanData)!);
}

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(LoanData))]
sealed partial class LoanJson : JsonSerializerContext;
