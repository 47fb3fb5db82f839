using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Daybook.Log.Disk;

/// <summary>A Windows file handle. FlushFileBuffers is called directly, so that its failure is always seen.</summary>
internal sealed partial class WindowsFile(SafeFileHandle handle, string path) : IDiskFile
{
    public long Length => DiskErrors.Guard("length", path, () => RandomAccess.GetLength(handle));

    public int Read(Span<byte> buffer, long offset)
    {
        var done = 0;
        while (done < buffer.Length)
        {
            var count = RandomAccess.Read(handle, buffer[done..], offset + done);
            if (count == 0)
            {
                break;
            }

            done += count;
        }

        return done;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(handle, bytes, offset);
        }
        catch (IOException failure)
        {
            throw new DiskException(DiskFault.Other, "write", path, failure.Message);
        }
    }

    public void Flush()
    {
        var flushed = FlushFileBuffers(handle);
        var error = Marshal.GetLastPInvokeError();
        if (!flushed)
        {
            throw new DiskException(DiskFault.Other, "FlushFileBuffers", path, Marshal.GetPInvokeErrorMessage(error));
        }
    }

    public void TruncateDurably(long length)
    {
        DiskErrors.Guard("set length", path, () => RandomAccess.SetLength(handle, length));
        Flush();
    }

    public void Dispose() => handle.Dispose();

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FlushFileBuffers(SafeFileHandle handle);
}
