using Daybook.Log.Format;

namespace Daybook.Log.Sequencing;

/// <summary>An append whose items its caller has encoded, on the caller's thread and before any lock.</summary>
internal sealed class EncodedAppend
{
    private EncodedAppend(EncodedStream[] streams, IReadOnlyList<LogCondition> conditions, int itemCount, int sizeBytes)
    {
        Streams = streams;
        Conditions = conditions;
        ItemCount = itemCount;
        SizeBytes = sizeBytes;
    }

    public EncodedStream[] Streams { get; }

    public IReadOnlyList<LogCondition> Conditions { get; }

    public int ItemCount { get; }

    /// <summary>The most bytes its frame can take.</summary>
    public int SizeBytes { get; }

    public static EncodedAppend Of(IReadOnlyList<StreamItems> appends) => Of(appends, []);

    public static EncodedAppend Of(IReadOnlyList<StreamItems> appends, IReadOnlyList<LogCondition> conditions)
    {
        var streams = new EncodedStream[appends.Count];
        var count = 0;
        var size = FrameHeader.Size + FrameHeader.Alignment;
        for (var index = 0; index < streams.Length; index++)
        {
            var stream = EncodedStream.Of(appends[index]);
            streams[index] = stream;
            count += stream.Ids.Length;
            foreach (var item in stream.Items)
            {
                size += item.Length + (2 * VarInt.MaxSize);
            }
        }

        Invariant.Holds(count is > 0 and <= LogLimits.EventsPerAppend && size <= LogLimits.FrameBytes);
        return new EncodedAppend(streams, conditions, count, size);
    }
}

/// <summary>The items of one stream: ids for the comparison with what is there, bytes for the frame, the rest for the index.</summary>
internal sealed record EncodedStream(string Stream, Expected Expected, Guid[] Ids, byte[][] Items, IReadOnlyList<NewItem> Sources)
{
    public static EncodedStream Of(StreamItems append)
    {
        var ids = new Guid[append.Items.Count];
        var items = new byte[ids.Length][];
        for (var index = 0; index < ids.Length; index++)
        {
            var item = append.Items[index];
            ids[index] = item.Id;
            items[index] = ItemEncoder.Encode(append.Stream, item);
        }

        return new EncodedStream(append.Stream, append.Expected, ids, items, append.Items);
    }
}
