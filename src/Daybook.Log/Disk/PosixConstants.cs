namespace Daybook.Log.Disk;

/// <summary>The numbers in which Linux and macOS differ for the few calls that the file layer makes.</summary>
internal sealed record PosixConstants(int Create, int Truncate, int CloseOnExec, int Directory, bool HasFullFlush)
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;

    /// <summary>Read and write for the owner, read for the group: a store is nobody else's business.</summary>
    public const uint NewFileMode = 0b110_100_000;

    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;

    /// <summary>fcntl(F_FULLFSYNC): on macOS fsync stops at the drive's cache, only this goes through it.</summary>
    public const int FullFlush = 51;

    public const int Interrupted = 4;
    public const int NoEntry = 2;
    public const int NotADirectory = 20;
    public const int AccessDenied = 13;
    public const int NotPermitted = 1;
    public const int ReadOnlyVolume = 30;
    public const int NoSpace = 28;
    public const int QuotaLinux = 122;
    public const int QuotaMacOS = 69;

    public static PosixConstants Linux { get; } = new(0x40, 0x200, 0x80000, 0x10000, HasFullFlush: false);

    public static PosixConstants MacOS { get; } = new(0x200, 0x400, 0x1000000, 0x100000, HasFullFlush: true);
}
