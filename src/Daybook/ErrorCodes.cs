namespace Daybook;

/// <summary>The codes that errors carry; each has its page in <c>docs/errors/</c>. Codes are never reused.</summary>
public static class ErrorCodes
{
    /// <summary>A stream is not where the append expected it.</summary>
    public const string AppendConflict = "append-conflict";

    /// <summary>Some but not all events of an append are already recorded.</summary>
    public const string EventIdReused = "event-id-reused";

    /// <summary>A stream of the append is closed.</summary>
    public const string StreamClosed = "stream-closed";

    /// <summary>A stream name, event name or tag is empty, too long or has characters that are not allowed.</summary>
    public const string NameInvalid = "name-invalid";

    /// <summary>An append has no events, names a stream twice, or has an event twice.</summary>
    public const string AppendInvalid = "append-invalid";

    /// <summary>An append or event exceeds a limit.</summary>
    public const string LimitExceeded = "limit-exceeded";

    /// <summary>A query or an item of it names nothing.</summary>
    public const string QueryInvalid = "query-invalid";

    /// <summary>Metadata is not a JSON object of texts.</summary>
    public const string MetadataInvalid = "metadata-invalid";

    /// <summary>Another writer owns the store.</summary>
    public const string StoreLocked = "store-locked";

    /// <summary>Acknowledged bytes are missing or changed.</summary>
    public const string StoreDamaged = "store-damaged";

    /// <summary>A write or flush failed; the store takes no more appends until it is opened again.</summary>
    public const string StoreFailed = "store-failed";

    /// <summary>The volume has no room; nothing was written.</summary>
    public const string StoreFull = "store-full";

    /// <summary>The store or its directory cannot be written to.</summary>
    public const string StoreReadOnly = "store-read-only";

    /// <summary>There is no store at the path.</summary>
    public const string StoreNotFound = "store-not-found";

    /// <summary>The path holds something else than a store.</summary>
    public const string NotAStore = "not-a-store";

    /// <summary>The store has a format that this build does not know.</summary>
    public const string FormatUnknown = "format-unknown";

    /// <summary>The system clock leapt by more than a day.</summary>
    public const string ClockLeapt = "clock-leapt";

    /// <summary>The place where a backup or a restored store should go holds something already.</summary>
    public const string DestinationOccupied = "destination-occupied";

    /// <summary>A backup is of another store, or of events that the store does not have.</summary>
    public const string BackupMismatch = "backup-mismatch";

    /// <summary>There is no backup at the path.</summary>
    public const string BackupNotFound = "backup-not-found";

    /// <summary>A fold met an event whose name or data it does not know.</summary>
    public const string EventUnknown = "event-unknown";
}
