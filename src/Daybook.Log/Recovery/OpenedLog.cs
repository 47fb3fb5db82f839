using Daybook.Log.Format;

namespace Daybook.Log.Recovery;

/// <summary>A log as it was found or made: its superblock, its index, and what was done to it.</summary>
internal sealed record OpenedLog(Superblock Superblock, LogLoader Loader, RecoveryReport Report);
