namespace Daybook.Import.Inputs;

/// <summary>The input as it is given: counts what was read of it, and knows its first bytes before they are read.</summary>
internal sealed class RawInput(Stream input) : ReadOnlyStream
{
    private readonly byte[] first = new byte[2];
    private int firstCount;
    private int firstTaken;
    private long bytesRead;

    /// <summary>Bytes given out so far; may be asked from any thread.</summary>
    public long BytesRead => Volatile.Read(ref bytesRead);

    /// <summary>The text of the input: unzipped when it begins as a gzip file does. Called before anything is read.</summary>
    public Stream OpenText()
    {
        firstCount = input.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        var isGzip = firstCount == 2 && first[0] == 0x1F && first[1] == 0x8B;
        return isGzip ? new GzipInput(this) : this;
    }

    public override int Read(Span<byte> buffer)
    {
        var count = 0;
        if (firstTaken < firstCount)
        {
            count = Math.Min(buffer.Length, firstCount - firstTaken);
            first.AsSpan(firstTaken, count).CopyTo(buffer);
            firstTaken += count;
        }
        else
        {
            count = input.Read(buffer);
        }

        Volatile.Write(ref bytesRead, bytesRead + count);
        return count;
    }
}
