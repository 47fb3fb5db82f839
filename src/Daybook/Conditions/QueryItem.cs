using Daybook.Conditions;
using Daybook.Log;

namespace Daybook;

/// <summary>
/// One way for an event to match a <see cref="Query"/>: it has one of the types, and all of the tags, and its stream is of the
/// category; what is not given does not matter, but one of the three is. Compared by content.
/// </summary>
public sealed class QueryItem : IEquatable<QueryItem>
{
    /// <summary>Types in one item at most.</summary>
    public const int MaxTypes = 100;

    /// <summary>Makes an item.</summary>
    /// <param name="types">Names of events, of which one must be the event's; null or empty for any. At most 100.</param>
    /// <param name="tags">Tags, all of which the event must have; null or empty for any. At most 64.</param>
    /// <param name="category">The category of the event's stream; null for any.</param>
    /// <exception cref="InvalidInputException">It names nothing, too much, or a category that no stream can have.</exception>
    public QueryItem(IReadOnlyList<EventName>? types = null, IReadOnlyList<Tag>? tags = null, string? category = null)
    {
        Types = [.. (types ?? []).Distinct()];
        Tags = [.. (tags ?? []).Distinct()];
        Category = category is null ? null : NameRules.Check(category, "A category", LogLimits.StreamNameBytes);
        if (Types.Count == 0 && Tags.Count == 0 && category is null)
        {
            throw QueryRules.Invalid(
                "An item of a query names no type, no tag and no category, so that it would match every event. Name one, or use Query.All.");
        }

        if (category is not null && !Categories.Of(category).SequenceEqual(category))
        {
            throw QueryRules.Invalid(
                $"No stream has the category '{category}', since a category ends before the first hyphen. Name '{Categories.Of(category)}', or tag the events of one stream.");
        }

        QueryRules.Limit("types of a query item", Types.Count, MaxTypes);
        QueryRules.Limit("tags of a query item", Tags.Count, LogLimits.TagsPerEvent);
        QueryRules.CheckNames(this);
    }

    /// <summary>Names of events, of which one must be the event's; empty for any. Each once.</summary>
    public IReadOnlyList<EventName> Types { get; }

    /// <summary>Tags, all of which the event must have; empty for any. Each once.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    /// <summary>The category of the event's stream; null for any.</summary>
    public string? Category { get; }

    /// <summary>Whether an event matches.</summary>
    /// <param name="recorded">The event.</param>
    public bool Matches(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return (Category is null || Category == recorded.Stream.Category)
            && (Types.Count == 0 || Types.Contains(recorded.Name))
            && Tags.All(recorded.Tags.Contains);
    }

    /// <summary>True for an item with the same types, tags and category in the same order.</summary>
    /// <param name="other">The other item.</param>
    public bool Equals(QueryItem? other) =>
        other is not null && Category == other.Category && Types.SequenceEqual(other.Types) && Tags.SequenceEqual(other.Tags);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QueryItem);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Types, tags and category, as for an error.</summary>
    public override string ToString()
    {
        var words = new List<string>();
        if (Types.Count > 0)
        {
            words.Add("type " + string.Join(" or ", Types));
        }

        if (Tags.Count > 0)
        {
            words.Add("tag " + string.Join(" and ", Tags));
        }

        if (Category is not null)
        {
            words.Add("category " + Category);
        }

        return string.Join(", ", words);
    }
}
