using Daybook.Conditions;

namespace Daybook;

/// <summary>
/// Chooses events across streams: those that match one item or another, or all events. The words and the meaning are those of
/// the specification of dynamic consistency boundaries (dcb.events). Compared by content.
/// </summary>
public sealed class Query : IEquatable<Query>
{
    /// <summary>Items in one query at most.</summary>
    public const int MaxItems = 100;

    /// <summary>Makes a query.</summary>
    /// <param name="items">1 to 100 items, of which an event must match one. An event that matches several is one event.</param>
    /// <exception cref="InvalidInputException">There are none or too many.</exception>
    public Query(params IReadOnlyList<QueryItem> items)
        : this([.. (items ?? []).Distinct()], isAll: false)
    {
    }

    private Query(QueryItem[] items, bool isAll)
    {
        Items = items;
        foreach (var item in items)
        {
            ArgumentNullException.ThrowIfNull(item, nameof(items));
        }

        if (!isAll && items.Length == 0)
        {
            throw QueryRules.Invalid("A query has no items, so that it would match nothing. Add one, or use Query.All.");
        }

        QueryRules.Limit("items of a query", items.Length, MaxItems);
    }

    /// <summary>Every event.</summary>
    public static Query All { get; } = new([], isAll: true);

    /// <summary>The items, each once; empty for <see cref="All"/>.</summary>
    public IReadOnlyList<QueryItem> Items { get; }

    /// <summary>Events with all of some tags.</summary>
    /// <param name="tags">1 to 64 tags.</param>
    /// <exception cref="InvalidInputException">There are none or too many.</exception>
    public static Query Tagged(params IReadOnlyList<Tag> tags) => new(new QueryItem(tags: tags));

    /// <summary>Events of one of some types.</summary>
    /// <param name="types">1 to 100 names of events.</param>
    /// <exception cref="InvalidInputException">There are none or too many.</exception>
    public static Query OfType(params IReadOnlyList<EventName> types) => new(new QueryItem(types));

    /// <summary>Events of all streams of a category.</summary>
    /// <param name="category">What stands before the first hyphen of the streams' names.</param>
    /// <exception cref="InvalidInputException">It is no name, or one that no stream's category can be.</exception>
    public static Query OfCategory(string category) => new(new QueryItem(category: category));

    /// <summary>Events that match this query or another.</summary>
    /// <param name="other">The other query.</param>
    /// <exception cref="InvalidInputException">Together they have too many items.</exception>
    public Query Or(Query other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Items.Count == 0 || other.Items.Count == 0 ? All : new Query([.. Items, .. other.Items]);
    }

    /// <summary>Whether an event matches.</summary>
    /// <param name="recorded">The event.</param>
    public bool Matches(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return Items.Count == 0 || Items.Any(item => item.Matches(recorded));
    }

    /// <summary>True for a query with the same items in the same order.</summary>
    /// <param name="other">The other query.</param>
    public bool Equals(Query? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Query);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Count == 0 ? 0 : HashCode.Combine(Items.Count, Items[0]);

    /// <summary>The items, as for an error.</summary>
    public override string ToString() => Items.Count == 0 ? "all events" : string.Join("; or ", Items);
}
