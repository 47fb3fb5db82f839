namespace Daybook;

/// <summary>Facts about an open store, as they were when asked.</summary>
public sealed record StoreInfo
{
    internal StoreInfo()
    {
    }

    /// <summary>
    /// How appends become durable: <c>direct</c> (past the page cache into room filled before), <c>prepared</c> (a flush of data
    /// into such room) or <c>growing</c> (a flush of data and length); <c>none</c> for a store in memory or opened read-only.
    /// </summary>
    public required string FlushMode { get; init; }

    /// <summary>The store's directory; empty for a store in memory.</summary>
    public required string Path { get; init; }

    /// <summary>The random id that the store was given when it was made.</summary>
    public required Guid StoreId { get; init; }

    /// <summary>The last durable position; <see cref="Position.Start"/> for an empty store.</summary>
    public required Position Head { get; init; }

    /// <summary>Number of streams.</summary>
    public required long Streams { get; init; }

    /// <summary>When the last event was recorded; null for an empty store.</summary>
    public required DateTimeOffset? LastRecordedAt { get; init; }

    /// <summary>
    /// The digest of the record as far as it is known: it follows the head of a writer by some events, and of a store opened
    /// read-only it is that of the last orderly close. Null when there is none yet.
    /// </summary>
    public required RecordDigest? Digest { get; init; }

    /// <summary>True when this opening cannot append.</summary>
    public required bool IsReadOnly { get; init; }

    /// <summary>True when the last writer closed the store in order, and for a new store.</summary>
    public required bool WasClosedInOrder { get; init; }

    /// <summary>Bytes of a cut-off write that opening removed; nobody had been told that it was recorded.</summary>
    public required long TornBytesRemoved { get; init; }

    /// <summary>What opening found out of order and mended; empty when nothing.</summary>
    public required IReadOnlyList<StoreFinding> Findings { get; init; }
}
