using System.Runtime.InteropServices;

namespace Daybook.Load.Disk;

/// <summary>What one thread reads from a directory's large files by plain system calls.</summary>
internal sealed unsafe class RawReads : IDisposable
{
    /// <summary>What is read at each place of a scattered read: more than an event takes.</summary>
    private const int PlaceBytes = 512;

    private const int PieceBytes = 1 << 20;

    private readonly (int Descriptor, long Length)[] files;
    private readonly byte* buffer = (byte*)NativeMemory.AlignedAlloc(PieceBytes, 4096);
    private readonly Random random = new(11);

    /// <param name="directory">Its segments are read; small files are not.</param>
    public RawReads(string directory) => files =
    [
        .. new DirectoryInfo(directory).EnumerateFiles("*.seg", SearchOption.AllDirectories)
            .Where(static file => file.Length > PlaceBytes)
            .Select(static file => (RawCalls.Check(RawCalls.Open(file.FullName, flags: 0, mode: 0), "open"), file.Length)),
    ];

    /// <summary>Reads everything in order, 1 MiB at a time; returns the bytes.</summary>
    public long ReadAll()
    {
        var bytes = 0L;
        foreach (var (descriptor, length) in files)
        {
            for (long at = 0; at < length; at += PieceBytes)
            {
                bytes += RawCalls.Check(RawCalls.ReadAt(descriptor, buffer, PieceBytes, at), "pread");
            }
        }

        return bytes;
    }

    /// <summary>Reads small pieces at random places in order, after a hint that names all of them.</summary>
    public void ReadScattered(int places)
    {
        var chosen = new (int Descriptor, long Offset)[places];
        for (var index = 0; index < places; index++)
        {
            var (descriptor, length) = files[index * files.Length / places];
            chosen[index] = (descriptor, random.NextInt64(length - PlaceBytes));
        }

        Array.Sort(chosen);
        foreach (var (descriptor, offset) in chosen)
        {
            _ = RawCalls.Advise(descriptor, offset, PlaceBytes, RawCalls.WillNeed);
        }

        foreach (var (descriptor, offset) in chosen)
        {
            _ = RawCalls.Check(RawCalls.ReadAt(descriptor, buffer, PlaceBytes, offset), "pread");
        }
    }

    public void Dispose()
    {
        foreach (var (descriptor, _) in files)
        {
            _ = RawCalls.Close(descriptor);
        }

        NativeMemory.AlignedFree(buffer);
    }
}
