using Daybook.Import.Inputs;

namespace Daybook.Import.Ndjson;

/// <summary>Cuts a stream into lines without making a text of them. A line is valid until the next one is read.</summary>
internal sealed class LineReader(Stream input)
{
    private const int LeastBytes = 128 * 1024;

    private byte[] buffer = new byte[LeastBytes];
    private int start;
    private int end;
    private bool isAtEnd;

    /// <summary>The number of the line read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next line without its line feed; false when there is none.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        Line++;
        var searched = 0;
        while (true)
        {
            var feed = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                line = buffer.AsMemory(start, searched + feed);
                start += searched + feed + 1;
                return CheckedLength(line);
            }

            searched = end - start;
            if (isAtEnd)
            {
                line = buffer.AsMemory(start, searched);
                start = end;
                return searched > 0 && CheckedLength(line);
            }

            Fill();
        }
    }

    private void Fill()
    {
        if (end - start > BoundedInput.MaxPieceBytes)
        {
            throw TooLong();
        }

        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var count = input.Read(buffer, end, buffer.Length - end);
        isAtEnd = count == 0;
        end += count;
    }

    private bool CheckedLength(ReadOnlyMemory<byte> line) =>
        line.Length <= BoundedInput.MaxPieceBytes ? true : throw TooLong();

    private ImportException TooLong() => new(
        new TextPlace(Line),
        $"The line is longer than {BoundedInput.MaxPieceBytes / (1024 * 1024)} MiB.",
        "Write one event a line, and keep large content elsewhere.");
}
