using System.IO.Compression;

namespace Daybook.Import.Inputs;

/// <summary>
/// The text of a gzipped input, to its very end. A <see cref="GZipStream"/> takes a file that was cut off for one that ends
/// there; so behind the file comes one more gzip member with a known text, which only comes out again behind a whole file.
/// </summary>
internal sealed class GzipInput : ReadOnlyStream
{
    private readonly TailedInput compressed;
    private readonly GZipStream gzip;
    private MemoryStream? end;

    public GzipInput(Stream input)
    {
        compressed = new TailedInput(input);
        gzip = new GZipStream(compressed, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        if (end is not null)
        {
            return end.Read(buffer);
        }

        var count = ReadGzip(buffer);
        if (count > 0 && !compressed.IsInTail)
        {
            return count;
        }

        // What comes from here on may come of the tail: nothing of it is given out before it is known to be whole.
        end = ReadEnd(buffer[..count]);
        return end.Read(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        gzip.Dispose();
        base.Dispose(disposing);
    }

    private MemoryStream ReadEnd(ReadOnlySpan<byte> first)
    {
        var rest = new MemoryStream();
        rest.Write(first);
        Span<byte> buffer = stackalloc byte[4096];
        while (ReadGzip(buffer) is > 0 and var count)
        {
            rest.Write(buffer[..count]);
        }

        var bytes = rest.GetBuffer().AsSpan(0, (int)rest.Length);
        if (!bytes.EndsWith(TailedInput.TailText))
        {
            throw Damaged(null);
        }

        rest.SetLength(rest.Length - TailedInput.TailText.Length);
        rest.Position = 0;
        return rest;
    }

    private int ReadGzip(Span<byte> buffer)
    {
        try
        {
            return gzip.Read(buffer);
        }
        catch (InvalidDataException failure)
        {
            throw Damaged(failure);
        }
    }

    private static ImportException Damaged(Exception? inner) => new(
        "The gzip file is damaged, cut off, or has something else behind it.", "Get it again, or compress it again, and import that.", inner);
}
