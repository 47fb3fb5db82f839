namespace Daybook.Events;

/// <summary>
/// Turns the events of one family into stored events and back. A codec belongs to a fold; an unknown stored name is an error
/// there and nowhere else. Implementations are stateless or thread-safe.
/// </summary>
/// <typeparam name="TEvent">The family's base type.</typeparam>
public abstract class EventCodec<TEvent>
    where TEvent : notnull
{
    /// <summary>Makes a stored event of a typed one: its name, data and tags.</summary>
    /// <param name="typed">An event of the family.</param>
    /// <exception cref="ArgumentException">The event is not of a kind that the family names.</exception>
    public abstract NewEvent Encode(TEvent typed);

    /// <summary>Makes a typed event of a stored one.</summary>
    /// <param name="recorded">The stored event.</param>
    /// <exception cref="UnknownEventException">The family does not have its name, or its data cannot be read.</exception>
    public abstract TEvent Decode(RecordedEvent recorded);
}
