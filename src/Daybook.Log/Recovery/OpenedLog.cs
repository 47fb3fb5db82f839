using Daybook.Log.Format;
using Daybook.Log.Index;

namespace Daybook.Log.Recovery;

/// <summary>A log as it was found or made: its superblock, its index and who keeps it, and what was done to it.</summary>
internal sealed record OpenedLog(Superblock Superblock, LogLoader Loader, IndexKeeper Keeper, RecoveryReport Report);
