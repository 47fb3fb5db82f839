namespace Daybook.Log.Disk;

/// <summary>An open file. Reads may run beside each other and beside one writer; writes come from one thread at a time.</summary>
internal interface IDiskFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads until the buffer is full or the file ends; returns the bytes read.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Says that bytes will be read soon, so that the system fetches several places at once. May do nothing, and never fails.</summary>
    void Hint(long offset, int length)
    {
    }

    /// <summary>Writes all bytes or throws; not durable until flushed, and until then in no order.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>
    /// Makes data and length durable (fdatasync). When it throws, nothing is known of any write since the last flush, and
    /// asking again would lie: Linux marks the pages clean and reports the error once.
    /// </summary>
    void Flush();

    /// <summary>Sets the length and makes it durable together with the data (ftruncate, fsync).</summary>
    void TruncateDurably(long length);
}
