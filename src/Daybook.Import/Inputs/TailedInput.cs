using System.IO.Compression;

namespace Daybook.Import.Inputs;

/// <summary>A gzip file with one more member behind it.</summary>
internal sealed class TailedInput(Stream input) : ReadOnlyStream
{
    private static readonly byte[] Tail = Compressed();

    private int tailTaken = -1;

    /// <summary>The text of the member behind the file.</summary>
    public static ReadOnlySpan<byte> TailText => "\0the file was whole\0"u8;

    /// <summary>True once the file has ended and the member behind it is given out.</summary>
    public bool IsInTail => tailTaken >= 0;

    public override int Read(Span<byte> buffer)
    {
        if (!IsInTail && input.Read(buffer) is > 0 and var count)
        {
            return count;
        }

        tailTaken = Math.Max(tailTaken, 0);
        var taken = Math.Min(buffer.Length, Tail.Length - tailTaken);
        Tail.AsSpan(tailTaken, taken).CopyTo(buffer);
        tailTaken += taken;
        return taken;
    }

    private static byte[] Compressed()
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(TailText);
        }

        return bytes.ToArray();
    }
}
