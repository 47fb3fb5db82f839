using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>What a file says of one term without touching its postings. It keeps the block it was read from alive.</summary>
internal readonly record struct TermEntry
{
    public required TermKind Kind { get; init; }

    /// <summary>Postings in the file, at least 1.</summary>
    public required long Count { get; init; }

    /// <summary>Of a stream, the revision of its first event in the file; <see cref="Expected.None"/> of other terms.</summary>
    public required long FirstRevision { get; init; }

    /// <summary>Of a stream, the revision of its last event in the file; <see cref="Expected.None"/> of other terms.</summary>
    public long LastRevision => Kind == TermKind.Stream ? FirstRevision + Count - 1 : Expected.None;

    public required long FirstPosition { get; init; }

    public required long LastPosition { get; init; }

    /// <summary>The block of terms that the entry stands in, and with it the postings of a short list.</summary>
    public required Block Block { get; init; }

    /// <summary>Byte of the block's content where the gaps of a short list begin; -1 of a long one.</summary>
    public required int InlineAt { get; init; }

    /// <summary>Of a long list, the root of its tree.</summary>
    public required BlockPlace Root { get; init; }

    public bool IsInline => InlineAt >= 0;

    /// <summary>Reads an entry's value, which begins at a byte of the block's content.</summary>
    /// <exception cref="LogException">The value cannot be read.</exception>
    public static TermEntry Read(Block block, int at, TermKind kind, IndexFileId file)
    {
        var reader = new BlockReader(block, at);
        var head = reader.Number();
        var count = head >> 1;
        var firstRevision = kind == TermKind.Stream ? reader.Number() : Expected.None;
        var firstPosition = file.FirstPosition + reader.Number(file.LastPosition - file.FirstPosition);
        var entry = new TermEntry
        {
            Kind = kind,
            Count = count,
            FirstRevision = firstRevision,
            FirstPosition = firstPosition,
            LastPosition = firstPosition,
            Block = block,
            InlineAt = reader.At,
            Root = default,
        };
        var isInline = (head & 1) == 1;
        if (count < 1 || isInline != count <= PostingTree.InlinePostings)
        {
            throw block.Malformed(at);
        }

        return isInline ? entry.WithLastOfInline() : entry.WithRoot(ref reader);
    }

    /// <summary>Fills in the positions of a short list; returns the byte of the block's content where they end.</summary>
    public int ReadInline(Span<long> positions)
    {
        var size = DeltaCode.Decode(Block.Content[InlineAt..], FirstPosition, positions[..(int)Count]);
        return size >= 0 ? InlineAt + size : throw Block.Malformed(InlineAt);
    }

    private TermEntry WithLastOfInline()
    {
        if (Count == 1)
        {
            return this;
        }

        Span<long> positions = stackalloc long[PostingTree.InlinePostings];
        ReadInline(positions);
        return this with { LastPosition = positions[(int)Count - 1] };
    }

    private TermEntry WithRoot(ref BlockReader reader) => this with
    {
        InlineAt = -1,
        LastPosition = FirstPosition + reader.Number(),
        Root = new BlockPlace(
            PostingTree.DepthOf(Count) == 0 ? BlockKind.Postings : BlockKind.Skips, reader.Number(), (int)reader.Number(ushort.MaxValue)),
    };
}
