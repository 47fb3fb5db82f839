using System.Runtime.InteropServices;

namespace Daybook.Log.Disk;

/// <summary>The numbers in which Linux and macOS differ for the few calls that the file layer makes.</summary>
internal sealed record PosixConstants(int Create, int Truncate, int CloseOnExec, int Directory, bool HasFullFlush)
{
    /// <summary>O_DIRECT and O_DSYNC together; 0 where the first does not exist or its number is not known.</summary>
    public int Direct { get; init; }

    public const int ReadOnly = 0;
    public const int ReadWrite = 2;

    /// <summary>Read and write for the owner, read for the group: a store is nobody else's business.</summary>
    public const uint NewFileMode = 0b110_100_000;

    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int LockRelease = 8;

    /// <summary>fcntl(F_FULLFSYNC): on macOS fsync stops at the drive's cache, only this goes through it.</summary>
    public const int FullFlush = 51;

    private const int DataSync = 0x1000;

    public const int Interrupted = 4;
    public const int NoEntry = 2;
    public const int NotADirectory = 20;
    public const int AccessDenied = 13;
    public const int NotPermitted = 1;
    public const int ReadOnlyVolume = 30;
    public const int InvalidArgument = 22;
    public const int NotSupportedLinux = 95;
    public const int NotSupportedMacOS = 45;
    public const int NoSpace = 28;
    public const int QuotaLinux = 122;
    public const int QuotaMacOS = 69;

    // Two of Linux's numbers depend on the processor.
    public static PosixConstants Linux { get; } = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 => OfLinux(directory: 0x4000, direct: 0x10000),
        Architecture.Ppc64le => OfLinux(directory: 0x4000, direct: 0x20000),
        _ => OfLinux(directory: 0x10000, direct: 0x4000),
    };

    public static PosixConstants MacOS { get; } = new(0x200, 0x400, 0x1000000, 0x100000, HasFullFlush: true);

    private static PosixConstants OfLinux(int directory, int direct) =>
        new(0x40, 0x200, 0x80000, directory, HasFullFlush: false) { Direct = direct | DataSync };
}
