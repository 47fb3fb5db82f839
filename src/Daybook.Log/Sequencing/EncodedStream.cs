namespace Daybook.Log.Sequencing;

/// <summary>The items of one stream: ids for the comparison with what is there, bytes for the frame, the rest for the index.</summary>
internal readonly record struct EncodedStream(EncodedAppend Append, string Stream, Expected Expected, int First, int Count)
{
    public ReadOnlySpan<Guid> Ids => Append.Ids(First, Count);

    public ReadOnlySpan<byte> Bytes(int item) => Append.Bytes(First + item);

    public ref readonly NewItem Source(int item) => ref Append.Source(First + item);
}
