using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Writing;

namespace Daybook.Log;

/// <summary>What a log is opened with. The seams (disk, time, scheduling) have real defaults and are replaced by simulations.</summary>
internal sealed record LogOptions
{
    /// <summary>Smallest segment size, bytes.</summary>
    public const int LeastSegmentSizeBytes = 8 * 1024;

    /// <summary>Largest segment size, bytes.</summary>
    public const int GreatestSegmentSizeBytes = 1024 * 1024 * 1024;

    /// <summary>Most bytes of frames kept in memory; 0 keeps none.</summary>
    public const int GreatestFrameCacheBytes = 1024 * 1024 * 1024;

    /// <summary>
    /// Size at which a new segment is begun, bytes. A frame is never split: one that is larger than this gets a segment
    /// of its own. Default 64 MiB.
    /// </summary>
    public int SegmentSizeBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The fastest way of flushing that is tried; what the volume does not have falls back to a slower one.</summary>
    public FlushMode FlushMode { get; init; } = FlushMode.Direct;

    /// <summary>Bytes after which a writer begins to make each next segment before it is needed. Default 4 MiB.</summary>
    public int SegmentAheadBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Events without digests at which they are computed in the background. Default 1,024.</summary>
    public int DigestLagEvents { get; init; } = DigestBlock.LikelyEvents;

    /// <summary>
    /// Bytes of full segments that are packed in a second, in the background; 0 packs none. Packing takes a core a tenth of a
    /// second for the default, 10 MiB.
    /// </summary>
    public int PackBytesPerSecond { get; init; } = 10 * 1024 * 1024;

    /// <summary>Items whose index is kept in memory until it is written to a file. Default 65,536, about 16 MiB of a log of small events.</summary>
    public int IndexPartItems { get; init; } = 65_536;

    /// <summary>Recently read frames kept in memory, bytes, and recently written ones, as much again. Default 16 MiB.</summary>
    public int FrameCacheBytes { get; init; } = 16 * 1024 * 1024;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IDisk Disk { get; init; } = NativeDisk.ForThisSystem();

    /// <summary>Runs the work that no caller runs itself; null gives the writer threads of its own.</summary>
    public IScheduler? Scheduler { get; init; }

    /// <summary>Where the random salt of each append comes from. Thread-safe.</summary>
    public Func<Guid> NewSalt { get; init; } = RandomIds.Next;

    /// <summary>Where the random id of a new log comes from.</summary>
    public Func<Guid> NewLogId { get; init; } = static () => new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
