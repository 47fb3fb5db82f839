using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Daybook.Events;

/// <summary>JSON events under the names that System.Text.Json itself knows them by; the name is stored beside the data, not in it.</summary>
internal sealed class JsonEventCodec<TEvent> : EventCodec<TEvent>
    where TEvent : notnull
{
    private readonly FrozenDictionary<Type, (EventName Name, JsonTypeInfo Info)> byType;
    private readonly FrozenDictionary<string, JsonTypeInfo> byName;

    private readonly Func<TEvent, IReadOnlyList<Tag>>? tags;

    public JsonEventCodec(JsonTypeInfo<TEvent> family, Func<TEvent, IReadOnlyList<Tag>>? tags)
    {
        ArgumentNullException.ThrowIfNull(family);
        this.tags = tags;
        var kinds = new Dictionary<Type, (EventName Name, JsonTypeInfo Info)>();
        foreach (var derived in family.PolymorphismOptions?.DerivedTypes ?? [])
        {
            if (derived.TypeDiscriminator is not string name)
            {
                throw new ArgumentException($"{typeof(TEvent).Name} gives {derived.DerivedType.Name} no name. Write [JsonDerivedType(typeof({derived.DerivedType.Name}), \"its-stored-name\")].", nameof(family));
            }

            kinds.Add(derived.DerivedType, (name, family.Options.GetTypeInfo(derived.DerivedType)));
        }

        if (kinds.Count == 0)
        {
            throw new ArgumentException($"{typeof(TEvent).Name} names no events. Write [JsonDerivedType(typeof(AnEvent), \"its-stored-name\")] on it for each.", nameof(family));
        }

        byType = kinds.ToFrozenDictionary();
        byName = kinds.Values.ToFrozenDictionary(static kind => kind.Name.Value, static kind => kind.Info, StringComparer.Ordinal);
    }

    public override NewEvent Encode(TEvent typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (!byType.TryGetValue(typed.GetType(), out var kind))
        {
            throw new ArgumentException($"{typed.GetType().Name} is not an event of {typeof(TEvent).Name}. Write [JsonDerivedType(typeof({typed.GetType().Name}), \"its-stored-name\")] on {typeof(TEvent).Name}.", nameof(typed));
        }

        return new NewEvent(kind.Name, JsonSerializer.SerializeToUtf8Bytes(typed, kind.Info)) { Tags = tags?.Invoke(typed) ?? [] };
    }

    public override TEvent Decode(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (!byName.TryGetValue(recorded.Name.Value, out var info))
        {
            throw new UnknownEventException(recorded, $"{typeof(TEvent).Name} has no event of this name. Add it to the family, or read the stream raw.");
        }

        try
        {
            return (TEvent?)JsonSerializer.Deserialize(recorded.Data.Span, info)
                ?? throw new UnknownEventException(recorded, "its data is null. Read the stream raw to see what was recorded.");
        }
        catch (JsonException failure)
        {
            throw new UnknownEventException(recorded, $"its data cannot be read: {failure.Message}", failure);
        }
    }
}
