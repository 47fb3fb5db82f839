using Daybook.Log.Disk;

namespace Daybook.Load.Disk;

/// <summary>A file of a <see cref="SlowDisk"/>. The thread sleeps: a real flush leaves the processor to others too.</summary>
/// <param name="file">The real file.</param>
/// <param name="flush">What a flush takes longer.</param>
/// <param name="isDurable">True when each write is a flush too, as direct writes are.</param>
internal sealed class SlowFile(IDiskFile file, TimeSpan flush, bool isDurable = false) : IDiskFile
{
    public long Length => file.Length;

    public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        if (isDurable)
        {
            Thread.Sleep(flush);
        }

        file.Write(bytes, offset);
    }

    public void Flush()
    {
        Thread.Sleep(flush);
        file.Flush();
    }

    public void TruncateDurably(long length)
    {
        Thread.Sleep(flush);
        file.TruncateDurably(length);
    }

    public void Dispose() => file.Dispose();
}
