using Daybook.Log.Disk;

namespace Daybook.Simulation.Disks;

/// <summary>An open file of a simulated disk.</summary>
internal sealed class SimulatedHandle(SimulatedDisk disk, string path, SimulatedFile file, bool isDirect = false) : IDiskFile
{
    public long Length => file.Length;

    public int Read(Span<byte> buffer, long offset)
    {
        disk.Between?.Invoke();
        return disk.Faults.StrikeRead()
            ? throw new DiskException(DiskFault.Other, "read", path, "simulated")
            : file.Read(buffer, offset);
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        if (disk.Change("write", path) is { } fault)
        {
            // What a failing write leaves behind: nothing, or a part of it.
            file.Write(bytes[..(disk.Faults.IsShortWrite ? bytes.Length / 2 : 0)], offset);
            throw new DiskException(fault, "write", path, "simulated");
        }

        file.Write(bytes, offset);
        if (isDirect)
        {
            // It takes a while: a crash may come in the middle, and a failure at its end.
            Assert.True((offset | (long)bytes.Length) % IDisk.DirectAlignment == 0, "a direct write is not aligned");
            Finish("direct write", file.FlushDirect);
        }

        disk.Between?.Invoke();
    }

    public void Flush()
    {
        Finish("flush", file.Flush);
        disk.Between?.Invoke();
    }

    public void TruncateDurably(long length)
    {
        disk.Change("truncate", path);
        file.Truncate((int)length);
        Flush();
    }

    private void Finish(string operation, Action finish)
    {
        try
        {
            disk.Change(operation, path);
        }
        catch (DiskException)
        {
            file.FailFlush();
            throw;
        }

        finish();
    }

    public void Dispose()
    {
    }
}
