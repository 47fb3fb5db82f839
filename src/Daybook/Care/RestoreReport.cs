namespace Daybook;

/// <summary>What was restored from a backup.</summary>
/// <param name="StoreId">The id of the store that was backed up; the restored one has the same.</param>
/// <param name="Events">Its events, every one of which was held to its digest.</param>
/// <param name="Digest">The digest of all of them, as the backup has it; null for a store without events.</param>
/// <param name="MadeAt">When the backup was made, UTC, to the second.</param>
public sealed record RestoreReport(Guid StoreId, long Events, RecordDigest? Digest, DateTimeOffset MadeAt);
