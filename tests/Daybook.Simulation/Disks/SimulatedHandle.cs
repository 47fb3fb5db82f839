using Daybook.Log.Disk;

namespace Daybook.Simulation.Disks;

/// <summary>An open file of a simulated disk.</summary>
internal sealed class SimulatedHandle(SimulatedDisk disk, string path, SimulatedFile file) : IDiskFile
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
        disk.Between?.Invoke();
    }

    public void Flush()
    {
        try
        {
            disk.Change("flush", path);
        }
        catch (DiskException)
        {
            file.FailFlush();
            throw;
        }

        file.Flush();
        disk.Between?.Invoke();
    }

    public void TruncateDurably(long length)
    {
        disk.Change("truncate", path);
        file.Truncate((int)length);
        Flush();
    }

    public void Dispose()
    {
    }
}
