namespace Daybook;

/// <summary>What is in a backup, and what a run added to it.</summary>
public sealed record BackupReport
{
    internal BackupReport()
    {
    }

    /// <summary>The id of the store that was backed up.</summary>
    public required Guid StoreId { get; init; }

    /// <summary>The last position that the backup has, inclusive; <see cref="Position.Start"/> for an empty store.</summary>
    public required Position UpTo { get; init; }

    /// <summary>The digest of everything up to there, which restoring demands; null for an empty store. Worth keeping somewhere else.</summary>
    public required RecordDigest? Digest { get; init; }

    /// <summary>When what is there now was made, UTC, to the second.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Events that this run added; 0 when there was nothing new.</summary>
    public required long EventsAdded { get; init; }

    /// <summary>Bytes of segments that this run copied.</summary>
    public required long BytesCopied { get; init; }

    /// <summary>Files of the backup, without its description.</summary>
    public required int Files { get; init; }

    /// <summary>Bytes of these files together.</summary>
    public required long Bytes { get; init; }
}
