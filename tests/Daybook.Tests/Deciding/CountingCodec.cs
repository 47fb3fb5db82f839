using Daybook.Events;

namespace Daybook.Tests.Deciding;

/// <summary>Counts how many stored events were read into the fold.</summary>
internal sealed class CountingCodec : EventCodec<AccountEvent>
{
    private readonly EventCodec<AccountEvent> inner = EventCodecs.Json(AccountJson.Default.AccountEvent);

    public int Decoded { get; private set; }

    public override NewEvent Encode(AccountEvent typed) => inner.Encode(typed);

    public override AccountEvent Decode(RecordedEvent recorded)
    {
        Decoded++;
        return inner.Decode(recorded);
    }

    /// <summary>How many since it was asked last.</summary>
    public int Take()
    {
        var count = Decoded;
        Decoded = 0;
        return count;
    }
}
