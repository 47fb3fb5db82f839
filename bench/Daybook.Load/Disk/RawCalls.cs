using System.Runtime.InteropServices;

namespace Daybook.Load.Disk;

/// <summary>The system calls by which the disk itself is measured; the runtime has neither O_DIRECT nor fdatasync.</summary>
internal static partial class RawCalls
{
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int DataSync = 0x1000;
    public const int WillNeed = 3;
    public const int DontNeed = 4;

    /// <summary>O_DIRECT, which is not the same number everywhere.</summary>
    public static int Direct => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? 0x1_0000 : 0x4000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static unsafe partial nint WriteAt(int descriptor, byte* bytes, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int FlushData(int descriptor);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static unsafe partial nint ReadAt(int descriptor, byte* bytes, nuint count, long offset);

    /// <summary>Returns the error instead of setting it.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    public static partial int Advise(int descriptor, long offset, long count, int advice);

    public static int Check(long result, string call) => result >= 0
        ? (int)result
        : throw new IOException($"{call} failed with error {Marshal.GetLastPInvokeError()}.");
}
