using System.Runtime.InteropServices;

namespace Daybook.Log.Disk;

/// <summary>Turns answers of the C library into results or <see cref="DiskException"/>.</summary>
internal static class Posix
{
    // EAGAIN: 11 on Linux, 35 on macOS. Neither number is an answer of flock on the other system.
    public static bool IsWouldBlock(int error) => error is 11 or 35;

    public static PosixHandle Open(string path, int flags)
    {
        while (true)
        {
            var file = Libc.Open(path, flags, PosixConstants.NewFileMode);
            var error = Marshal.GetLastPInvokeError();
            if (!file.IsInvalid)
            {
                return file;
            }

            file.Dispose();
            if (error != PosixConstants.Interrupted)
            {
                throw Failure(error, "open", path);
            }
        }
    }

    /// <summary>Must be called with the answer of a call made in the same statement: the error number is the last call's.</summary>
    public static void Check(int answer, string operation, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        if (answer < 0)
        {
            throw Failure(error, operation, path);
        }
    }

    /// <summary>
    /// Whether there is something of that name. Not the runtime's question: that one answers "no" when the disk cannot be
    /// read, and a store whose files seem to be gone is one to be made anew.
    /// </summary>
    public static bool Exists(string path)
    {
        const int Existence = 0;
        var answer = Libc.Access(path, Existence);
        var error = Marshal.GetLastPInvokeError();
        if (answer == 0)
        {
            return true;
        }

        return error is PosixConstants.NoEntry or PosixConstants.NotADirectory ? false : throw Failure(error, "access", path);
    }

    public static DiskException Failure(int error, string operation, string path)
    {
        var fault = error switch
        {
            PosixConstants.NoEntry => DiskFault.NotFound,
            PosixConstants.AccessDenied or PosixConstants.NotPermitted or PosixConstants.ReadOnlyVolume => DiskFault.Denied,
            PosixConstants.NoSpace or PosixConstants.QuotaLinux or PosixConstants.QuotaMacOS => DiskFault.Full,
            PosixConstants.InvalidArgument or PosixConstants.NotSupportedLinux or PosixConstants.NotSupportedMacOS => DiskFault.Unsupported,
            _ => DiskFault.Other,
        };

        return new DiskException(fault, operation, path, $"{Marshal.GetPInvokeErrorMessage(error)} (errno {error})");
    }
}
