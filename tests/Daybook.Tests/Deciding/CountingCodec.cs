using Daybook.Events;

namespace Daybook.Tests.Deciding;

/// <summary>Counts how many stored events were read into the fold.</summary>
internal sealed class CountingCodec<TEvent>(EventCodec<TEvent> inner) : EventCodec<TEvent>
    where TEvent : notnull
{
    public int Decoded { get; private set; }

    public override NewEvent Encode(TEvent typed) => inner.Encode(typed);

    public override TEvent Decode(RecordedEvent recorded)
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
