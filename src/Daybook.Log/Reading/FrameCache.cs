namespace Daybook.Log.Reading;

/// <summary>
/// Frames used lately, or what is known of them, by first position and up to a number of bytes; the one used longest ago goes
/// first. Thread-safe.
/// </summary>
internal sealed class FrameCache<T>(int maxBytes)
    where T : class
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, LinkedListNode<(long FirstPosition, T Value, int Bytes)>> frames = [];
    private readonly LinkedList<(long FirstPosition, T Value, int Bytes)> byUse = new();
    private long usedBytes;

    public T? Find(long firstPosition)
    {
        lock (gate)
        {
            if (!frames.TryGetValue(firstPosition, out var node))
            {
                return null;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Value;
        }
    }

    /// <summary>Keeps what takes a number of bytes; what is larger than the whole cache is not kept.</summary>
    public void Keep(long firstPosition, T value, int bytes)
    {
        lock (gate)
        {
            if (bytes > maxBytes || frames.ContainsKey(firstPosition))
            {
                return;
            }

            frames.Add(firstPosition, byUse.AddFirst((firstPosition, value, bytes)));
            usedBytes += bytes;
            while (usedBytes > maxBytes)
            {
                var oldest = byUse.Last!.Value;
                byUse.RemoveLast();
                frames.Remove(oldest.FirstPosition);
                usedBytes -= oldest.Bytes;
            }
        }
    }
}
