namespace Daybook.Log.Disk;

internal enum DiskFault
{
    Other,
    NotFound,
    Denied,
    Full,

    /// <summary>The volume does not have what was asked for, and nothing happened.</summary>
    Unsupported,
}

/// <summary>A file operation that failed, with the operation, the path and the system's own words.</summary>
internal sealed class DiskException(DiskFault fault, string operation, string path, string reason)
    : IOException($"{operation} of {path} failed: {reason}")
{
    public DiskFault Fault { get; } = fault;

    /// <summary>True when nothing was written or removed, so that all is as before.</summary>
    public bool IsOfReading { get; } = operation is "read" or "pread" or "open" or "lseek";
}
