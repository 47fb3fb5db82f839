namespace Daybook.Log.Reading;

/// <summary>Frames read lately, up to a number of bytes; the one used longest ago goes first. Thread-safe.</summary>
internal sealed class FrameCache(int maxBytes)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, LinkedListNode<(long FirstPosition, byte[] Bytes)>> frames = [];
    private readonly LinkedList<(long FirstPosition, byte[] Bytes)> byUse = new();
    private long usedBytes;

    public byte[]? Find(long firstPosition)
    {
        lock (gate)
        {
            if (!frames.TryGetValue(firstPosition, out var node))
            {
                return null;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Bytes;
        }
    }

    /// <summary>Keeps a frame; one larger than the whole cache is not kept.</summary>
    public void Keep(long firstPosition, byte[] bytes)
    {
        lock (gate)
        {
            if (bytes.Length > maxBytes || frames.ContainsKey(firstPosition))
            {
                return;
            }

            frames.Add(firstPosition, byUse.AddFirst((firstPosition, bytes)));
            usedBytes += bytes.Length;
            while (usedBytes > maxBytes)
            {
                var oldest = byUse.Last!.Value;
                byUse.RemoveLast();
                frames.Remove(oldest.FirstPosition);
                usedBytes -= oldest.Bytes.Length;
            }
        }
    }
}
