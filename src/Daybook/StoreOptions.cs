using Daybook.Log;

namespace Daybook;

/// <summary>What a store is opened with. Checked once, at opening.</summary>
public sealed record StoreOptions
{
    /// <summary>
    /// Opens without a lock and without writing anything, beside a writer in this or another process or without one. Shows
    /// what the writer has made durable; there must be a store. Default false.
    /// </summary>
    public bool ReadOnly { get; init; }

    /// <summary>Size at which a new segment file is begun, bytes; 8 KiB to 1 GiB. Default 64 MiB.</summary>
    public int SegmentSizeBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Recently read frames kept in memory, bytes; 0 to 1 GiB. Default 16 MiB.</summary>
    public int ReadCacheBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The clock for <see cref="RecordedEvent.RecordedAt"/>. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Events whose index is kept in memory until it is written to a file; small for tests.</summary>
    internal int IndexPartEvents { get; init; } = new LogOptions().IndexPartItems;

    /// <summary>Events without digests at which they are computed in the background; small for tests.</summary>
    internal int DigestLagEvents { get; init; } = new LogOptions().DigestLagEvents;

    internal LogOptions ToLogOptions()
    {
        CheckRange(nameof(SegmentSizeBytes), SegmentSizeBytes, LogOptions.LeastSegmentSizeBytes, LogOptions.GreatestSegmentSizeBytes);
        CheckRange(nameof(ReadCacheBytes), ReadCacheBytes, 0, LogOptions.GreatestFrameCacheBytes);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        return new LogOptions
        {
            SegmentSizeBytes = SegmentSizeBytes,
            FrameCacheBytes = ReadCacheBytes,
            IndexPartItems = IndexPartEvents,
            DigestLagEvents = DigestLagEvents,
            Time = TimeProvider,
        };
    }

    private static void CheckRange(string name, int value, int least, int greatest)
    {
        if (value < least || value > greatest)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be from {least} to {greatest} bytes.");
        }
    }
}
