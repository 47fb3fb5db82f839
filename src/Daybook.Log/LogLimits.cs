namespace Daybook.Log;

/// <summary>The fixed limits of the log. All are inclusive: the named value itself is allowed.</summary>
internal static class LogLimits
{
    /// <summary>Events in one append.</summary>
    public const int EventsPerAppend = 10_000;

    /// <summary>Data and metadata of one event, bytes.</summary>
    public const int EventBytes = 16 * 1024 * 1024;

    /// <summary>Data, metadata, names and tags of all events of one append, bytes.</summary>
    public const int AppendBytes = 32 * 1024 * 1024;

    /// <summary>A stream name, UTF-8 bytes.</summary>
    public const int StreamNameBytes = 512;

    /// <summary>An event name, UTF-8 bytes.</summary>
    public const int EventNameBytes = 256;

    /// <summary>A tag, UTF-8 bytes.</summary>
    public const int TagBytes = 256;

    /// <summary>Tags of one event.</summary>
    public const int TagsPerEvent = 64;

    /// <summary>Events at a stream's end among which an append without an expected revision finds its own repetition.</summary>
    public const int RepeatWindowEvents = 1_000;

    /// <summary>Encoded but not yet durable bytes a writer holds before callers wait.</summary>
    public const int PendingBytes = 64 * 1024 * 1024;

    /// <summary>The longest frame a reader accepts, bytes: the largest append plus the fixed part of 10,000 items.</summary>
    public const int FrameBytes = AppendBytes + (EventsPerAppend * 512) + 4096;

    /// <summary>How far the wall clock may move against the monotonic clock between two appends.</summary>
    public static readonly TimeSpan ClockLeap = TimeSpan.FromDays(1);
}
