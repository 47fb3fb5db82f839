namespace Daybook.Log.Copies;

/// <summary>What a run of a backup did.</summary>
/// <param name="Backup">What is there now.</param>
/// <param name="EventsBefore">The events that were in it before; 0 for a new one.</param>
/// <param name="BytesCopied">Bytes of the store's files that were copied.</param>
internal sealed record BackupOutcome(BackupDescription Backup, long EventsBefore, long BytesCopied);
