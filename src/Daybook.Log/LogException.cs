namespace Daybook.Log;

/// <summary>What went wrong with a log, in the words that the library above turns into its public errors.</summary>
internal enum LogFault
{
    /// <summary>Bytes that were acknowledged are missing or changed.</summary>
    Damaged,

    /// <summary>Another writer owns the log.</summary>
    Locked,

    /// <summary>A write, flush or invariant failed; the log accepts no more appends until it is opened again.</summary>
    Failed,

    /// <summary>The volume has no room for the append; nothing was written.</summary>
    Full,

    /// <summary>The directory or the opening does not allow writing.</summary>
    ReadOnly,

    /// <summary>There is no log at the path.</summary>
    NotFound,

    /// <summary>The path holds something that is not a log.</summary>
    NotALog,

    /// <summary>The log was written in a format that this build does not know.</summary>
    UnknownFormat,

    /// <summary>What an append had to be judged by could not be read; nothing was written, and other appends go on.</summary>
    Unreadable,

    /// <summary>The wall clock leapt by more than a day against the monotonic clock; nothing was written.</summary>
    ClockLeapt,

    /// <summary>The place where a copy should go holds something already; nothing was changed.</summary>
    Occupied,

    /// <summary>A backup is of another store, or of events that the store does not have; nothing was changed.</summary>
    OtherRecord,

    /// <summary>There is no backup at the path, or only one that was never finished.</summary>
    NoBackup,
}

/// <summary>A failure of the log itself. Refusals that a caller expects (conflicts) are values, not exceptions.</summary>
internal sealed class LogException : Exception
{
    public LogException(LogFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    public LogFault Fault { get; }

    /// <summary>The damaged file, relative to the log's directory; null where no file is meant.</summary>
    public string? File { get; init; }

    /// <summary>Byte in <see cref="File"/> where the damage begins.</summary>
    public long Offset { get; init; }

    /// <summary>Process that owns the log when <see cref="Fault"/> is <see cref="LogFault.Locked"/>; 0 when unknown.</summary>
    public int OwnerProcessId { get; init; }

    /// <summary>Damage, told with its file, place and remedy.</summary>
    public static LogException Damaged(string file, long offset, string finding, string remedy) =>
        new(LogFault.Damaged, $"{file}, byte {offset}: {finding}. {remedy}") { File = file, Offset = offset };
}
