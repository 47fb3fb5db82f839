namespace Daybook.Import.Inputs;

/// <summary>
/// Lets a parser take only so many bytes for one piece (a line, a record, an event): parsers hold a piece in memory, and a
/// few hostile kilobytes of gzip would fill it otherwise. Who uses the parser says where a piece ends.
/// </summary>
internal sealed class BoundedInput(Stream input, string piece) : ReadOnlyStream
{
    /// <summary>Bytes of one piece at most, uncompressed.</summary>
    public const int MaxPieceBytes = 32 * 1024 * 1024;

    private long taken;

    public void BeginPiece() => taken = 0;

    public override int Read(Span<byte> buffer)
    {
        var count = input.Read(buffer);
        taken += count;
        return taken <= MaxPieceBytes ? count : throw new PieceTooLongException(piece);
    }
}
