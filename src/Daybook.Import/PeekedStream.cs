namespace Daybook.Import;

/// <summary>A stream whose first two bytes have been looked at and are still to be read.</summary>
internal sealed class PeekedStream : Stream
{
    private readonly Stream inner;
    private readonly byte[] first = new byte[2];
    private readonly int firstCount;
    private int given;

    public PeekedStream(Stream inner)
    {
        this.inner = inner;
        firstCount = inner.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public bool BeginsWith(byte one, byte two) => firstCount == 2 && first[0] == one && first[1] == two;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (given == firstCount)
        {
            return inner.Read(buffer);
        }

        var count = Math.Min(buffer.Length, firstCount - given);
        first.AsSpan(given, count).CopyTo(buffer);
        given += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
