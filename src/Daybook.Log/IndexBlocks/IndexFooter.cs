using System.Buffers.Binary;

namespace Daybook.Log.IndexBlocks;

/// <summary>The last block of an index file (docs/format/index.md): where its other parts lie, and how much it holds.</summary>
internal sealed record IndexFooter
{
    /// <summary>With the checksum, bytes.</summary>
    public const int Size = 88;

    private const int TermTopAt = 0;
    private const int FilterAt = 16;
    private const int FrameTopAt = 32;
    private const int TermCountAt = 48;
    private const int StreamsBegunAt = 56;
    private const int FrameCountAt = 64;
    private const int FileLengthAt = 72;
    private const int ContentSize = Size - BlockPlace.ChecksumSize;

    public required BlockPlace TermTop { get; init; }

    public required BlockPlace Filter { get; init; }

    public required BlockPlace FrameTop { get; init; }

    public required long TermCount { get; init; }

    public required long StreamsBegun { get; init; }

    public required long FrameCount { get; init; }

    public void Write(IndexOutput output)
    {
        Span<byte> bytes = stackalloc byte[ContentSize];
        bytes.Clear();
        WritePlace(bytes[TermTopAt..], TermTop);
        WritePlace(bytes[FilterAt..], Filter);
        WritePlace(bytes[FrameTopAt..], FrameTop);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[TermCountAt..], TermCount);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[StreamsBegunAt..], StreamsBegun);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[FrameCountAt..], FrameCount);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[FileLengthAt..], output.Offset + Size);
        output.Write(BlockKind.Footer, bytes);
    }

    /// <exception cref="LogException">The footer is damaged, or the file is shorter or longer than it says.</exception>
    public static IndexFooter Read(IndexInput input)
    {
        var block = input.ReadOnce(new BlockPlace(BlockKind.Footer, input.Length - Size, Size));
        var bytes = block.Content;
        if (BinaryPrimitives.ReadInt64LittleEndian(bytes[FileLengthAt..]) != input.Length)
        {
            throw block.Malformed(FileLengthAt);
        }

        return new IndexFooter
        {
            TermTop = ReadPlace(BlockKind.TermTop, bytes[TermTopAt..]),
            Filter = ReadPlace(BlockKind.Filter, bytes[FilterAt..]),
            FrameTop = ReadPlace(BlockKind.FrameTop, bytes[FrameTopAt..]),
            TermCount = BinaryPrimitives.ReadInt64LittleEndian(bytes[TermCountAt..]),
            StreamsBegun = BinaryPrimitives.ReadInt64LittleEndian(bytes[StreamsBegunAt..]),
            FrameCount = BinaryPrimitives.ReadInt64LittleEndian(bytes[FrameCountAt..]),
        };
    }

    private static void WritePlace(Span<byte> target, BlockPlace place)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, place.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(target[sizeof(long)..], place.Length);
    }

    private static BlockPlace ReadPlace(BlockKind kind, ReadOnlySpan<byte> source) => new(
        kind,
        BinaryPrimitives.ReadInt64LittleEndian(source),
        (int)BinaryPrimitives.ReadInt64LittleEndian(source[sizeof(long)..]));
}
