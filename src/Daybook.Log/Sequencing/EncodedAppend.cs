using Daybook.Log.Format;

namespace Daybook.Log.Sequencing;

/// <summary>
/// An append whose items its caller has encoded, on the caller's thread and before any lock. Its memory serves one append
/// after another.
/// </summary>
internal sealed class EncodedAppend
{
    /// <summary>Memory beyond this is given back, so that one large append does not hold it for good.</summary>
    private const int KeptBytes = 256 * 1024;

    private const int KeptItems = 1024;

    private EncodedStream[] streams = new EncodedStream[1];
    private int streamCount;
    private Guid[] ids = new Guid[1];
    private int[] ends = new int[1];
    private NewItem[] sources = new NewItem[1];
    private byte[] bytes = [];

    public ReadOnlySpan<EncodedStream> Streams => streams.AsSpan(0, streamCount);

    public IReadOnlyList<LogCondition> Conditions { get; private set; } = [];

    public int ItemCount { get; private set; }

    /// <summary>The most bytes its frame can take.</summary>
    public int SizeBytes { get; private set; }

    public static EncodedAppend Of(IReadOnlyList<StreamItems> appends) => Of(appends, []);

    public static EncodedAppend Of(IReadOnlyList<StreamItems> appends, IReadOnlyList<LogCondition> conditions)
    {
        var encoded = new EncodedAppend();
        encoded.Fill(appends, conditions);
        return encoded;
    }

    /// <summary>Encodes an append into memory that holds none.</summary>
    public void Fill(IReadOnlyList<StreamItems> appends, IReadOnlyList<LogCondition> conditions)
    {
        Invariant.Holds(ItemCount == 0);
        Conditions = conditions;
        MakeRoom(appends);
        var used = 0;
        for (var part = 0; part < appends.Count; part++)
        {
            var (stream, expected, items) = appends[part];
            streams[part] = new EncodedStream(this, stream, expected, ItemCount, items.Count);
            streamCount++;
            for (var item = 0; item < items.Count; item++)
            {
                used = Encode(stream, items[item], used);
            }
        }

        SizeBytes = FrameHeader.Size + FrameHeader.Alignment + used + (ItemCount * 2 * VarInt.MaxSize);
        Invariant.Holds(ItemCount is > 0 and <= LogLimits.EventsPerAppend && SizeBytes <= LogLimits.FrameBytes);
    }

    /// <summary>Lets go of the append and keeps the memory.</summary>
    public void Clear()
    {
        var isLarge = bytes.Length > KeptBytes || ends.Length > KeptItems;
        bytes = isLarge ? [] : bytes;
        ids = isLarge ? new Guid[1] : ids;
        ends = isLarge ? new int[1] : ends;
        sources = isLarge ? new NewItem[1] : sources;
        sources.AsSpan(0, Math.Min(ItemCount, sources.Length)).Clear();
        streams.AsSpan(0, streamCount).Clear();
        Conditions = [];
        streamCount = ItemCount = SizeBytes = 0;
    }

    public ReadOnlySpan<Guid> Ids(int first, int count) => ids.AsSpan(first, count);

    /// <summary>The bytes of an item, as they follow its revision.</summary>
    public ReadOnlySpan<byte> Bytes(int item) => bytes.AsSpan(StartOf(item)..ends[item]);

    public ref readonly NewItem Source(int item) => ref sources[item];

    private int StartOf(int item) => item == 0 ? 0 : ends[item - 1];

    private int Encode(string stream, in NewItem item, int used)
    {
        var most = used + ItemEncoder.MostBytes(stream, item);
        if (bytes.Length < most)
        {
            Array.Resize(ref bytes, Math.Max(most, 2 * used));
        }

        used += ItemEncoder.Write(bytes.AsSpan(used), stream, item);
        ids[ItemCount] = item.Id;
        ends[ItemCount] = used;
        sources[ItemCount++] = item;
        return used;
    }

    private void MakeRoom(IReadOnlyList<StreamItems> appends)
    {
        var items = 0;
        for (var part = 0; part < appends.Count; part++)
        {
            items += appends[part].Items.Count;
        }

        if (ends.Length < items)
        {
            ids = new Guid[items];
            ends = new int[items];
            sources = new NewItem[items];
        }

        if (streams.Length < appends.Count)
        {
            streams = new EncodedStream[appends.Count];
        }
    }
}
