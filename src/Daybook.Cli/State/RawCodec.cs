using Daybook.Events;

namespace Daybook.Cli.State;

/// <summary>Gives recorded events as they are.</summary>
internal sealed class RawCodec : EventCodec<RecordedEvent>
{
    public override NewEvent Encode(RecordedEvent typed) => new(typed.Name, typed.Data);

    public override RecordedEvent Decode(RecordedEvent recorded) => recorded;
}
