using System.Runtime.InteropServices;

namespace Daybook.Log.Disk;

/// <summary>A file descriptor with reads and writes at a place, which loop over interrupted and short calls.</summary>
internal sealed class PosixFile(PosixHandle handle, string path, PosixConstants system) : IDiskFile
{
    private const int SeekEnd = 2;

    public PosixHandle Handle => handle;

    public long Length
    {
        get
        {
            var length = Libc.Seek(handle, 0, SeekEnd);
            var error = Marshal.GetLastPInvokeError();
            return length >= 0 ? length : throw Posix.Failure(error, "lseek", path);
        }
    }

    public unsafe int Read(Span<byte> buffer, long offset)
    {
        var done = 0;
        fixed (byte* start = buffer)
        {
            while (done < buffer.Length)
            {
                var count = Libc.ReadAt(handle, start + done, (nuint)(buffer.Length - done), offset + done);
                var error = Marshal.GetLastPInvokeError();
                if (count == 0)
                {
                    break;
                }

                if (count > 0)
                {
                    done += (int)count;
                }
                else if (error != PosixConstants.Interrupted)
                {
                    throw Posix.Failure(error, "pread", path);
                }
            }
        }

        return done;
    }

    public void Hint(long offset, int length)
    {
        const int WillNeed = 3;
        if (OperatingSystem.IsLinux())
        {
            Libc.Advise(handle, offset, length, WillNeed);
        }
    }

    public unsafe void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var done = 0;
        fixed (byte* start = bytes)
        {
            while (done < bytes.Length)
            {
                var count = Libc.WriteAt(handle, start + done, (nuint)(bytes.Length - done), offset + done);
                var error = Marshal.GetLastPInvokeError();
                if (count > 0)
                {
                    done += (int)count;
                }
                else if (count == 0 || error != PosixConstants.Interrupted)
                {
                    throw Posix.Failure(count == 0 ? PosixConstants.NoSpace : error, "pwrite", path);
                }
            }
        }
    }

    public void Flush()
    {
        if (system.HasFullFlush)
        {
            Posix.Check(Libc.Control(handle, PosixConstants.FullFlush, 0), "fcntl(F_FULLFSYNC)", path);
            return;
        }

        Posix.Check(Libc.FlushData(handle), "fdatasync", path);
    }

    public void TruncateDurably(long length)
    {
        Posix.Check(Libc.Truncate(handle, length), "ftruncate", path);
        if (system.HasFullFlush)
        {
            Flush();
            return;
        }

        Posix.Check(Libc.FlushAll(handle), "fsync", path);
    }

    public void Dispose() => handle.Dispose();
}
