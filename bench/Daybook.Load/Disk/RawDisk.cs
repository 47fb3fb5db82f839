using System.Diagnostics;
using System.Runtime.InteropServices;
using Daybook.Load.Measuring;

namespace Daybook.Load.Disk;

/// <summary>
/// What one thread gets from the disk by plain system calls: durable writes of one size, one after the other. Either into a
/// file that was filled with zeros before, past the page cache, which is the most there is (4 KiB of it is L1); or at the end
/// of a growing file with fdatasync.
/// </summary>
internal sealed unsafe class RawDisk : IDisposable
{
    private const int Alignment = 4096;

    private readonly int descriptor;
    private readonly byte* buffer;
    private readonly int size;
    private readonly bool isGrowing;
    private int zeroedBytes;
    private TimeSpan slowFlush;
    private long offset;

    private RawDisk(string path, int size, int flags, bool isGrowing)
    {
        this.size = size;
        this.isGrowing = isGrowing;
        descriptor = RawCalls.Check(RawCalls.Open(path, RawCalls.ReadWrite | RawCalls.Create | flags, 0x1A4), "open");
        buffer = (byte*)NativeMemory.AlignedAlloc((nuint)size, Alignment);
        new Span<byte>(buffer, size).Fill(7);
    }

    /// <summary>O_DIRECT and O_DSYNC on zero-filled blocks; the size is rounded up to whole blocks.</summary>
    public static RawDisk Direct(string path, int size, int zeroedBytes)
    {
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            var zeros = new byte[1 << 20];
            for (long at = 0; at < zeroedBytes; at += zeros.Length)
            {
                RandomAccess.Write(file, zeros, at);
            }

            // Not the runtime's own flush, which hides errors.
            RawCalls.Check(RawCalls.FlushData((int)file.DangerousGetHandle()), "fdatasync");
        }

        var rounded = (size + Alignment - 1) / Alignment * Alignment;
        return new RawDisk(path, rounded, RawCalls.Direct | RawCalls.DataSync, isGrowing: false) { zeroedBytes = zeroedBytes };
    }

    /// <summary>A file that grows by each write, flushed by fdatasync, which is made to take longer where that is asked.</summary>
    public static RawDisk Growing(string path, int size, TimeSpan slowFlush = default)
    {
        File.Delete(path);
        return new RawDisk(path, size, flags: 0, isGrowing: true) { slowFlush = slowFlush };
    }

    /// <summary>Writes until the time is over; returns the number of writes.</summary>
    public long Run(TimeSpan time, Latencies latencies)
    {
        var count = 0L;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            var began = Stopwatch.GetTimestamp();
            WriteOnce();
            latencies.Add(Stopwatch.GetTimestamp() - began);
            count++;
        }

        return count;
    }

    public void Dispose()
    {
        _ = RawCalls.Close(descriptor);
        NativeMemory.AlignedFree(buffer);
    }

    private void WriteOnce()
    {
        if (!isGrowing && offset + size > zeroedBytes)
        {
            offset = 0;
        }

        var written = RawCalls.Check(RawCalls.WriteAt(descriptor, buffer, (nuint)size, offset), "pwrite");
        if (written != size)
        {
            throw new IOException($"pwrite wrote {written} of {size} bytes.");
        }

        if (isGrowing)
        {
            if (slowFlush > TimeSpan.Zero)
            {
                Thread.Sleep(slowFlush);
            }

            RawCalls.Check(RawCalls.FlushData(descriptor), "fdatasync");
        }

        offset += size;
    }
}
