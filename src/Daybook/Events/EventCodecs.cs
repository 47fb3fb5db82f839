using System.Text.Json.Serialization.Metadata;

namespace Daybook.Events;

/// <summary>The codecs that come with the library.</summary>
public static class EventCodecs
{
    /// <summary>
    /// Makes a codec that stores events as JSON under the names of <c>[JsonDerivedType(typeof(Deposited), "deposited")]</c> on
    /// the family's base type; works with reflection switched off.
    /// </summary>
    /// <typeparam name="TEvent">The family's base type.</typeparam>
    /// <param name="family">The base type's description, from a <c>JsonSerializerContext</c>.</param>
    /// <param name="tags">What an event is tagged with when it is appended, from the event alone; null for nothing.</param>
    /// <exception cref="ArgumentException">The base type names no derived types, or gives one a number or no name.</exception>
    public static EventCodec<TEvent> Json<TEvent>(JsonTypeInfo<TEvent> family, Func<TEvent, IReadOnlyList<Tag>>? tags = null)
        where TEvent : notnull => new JsonEventCodec<TEvent>(family, tags);
}
