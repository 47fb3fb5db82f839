namespace Daybook.Log.IndexBlocks;

/// <summary>
/// Blocks of all index files read lately, up to a number of bytes; the one used longest ago goes first. Blocks of a file that
/// was closed are not asked for again and go the same way. Thread-safe; finding a block allocates nothing.
/// </summary>
internal sealed class BlockCache(int maxBytes)
{
    /// <summary>Bytes of blocks kept when nobody says otherwise: 32 MiB, about 8,000 blocks of terms.</summary>
    public const int DefaultBytes = 32 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<(int File, long Offset), LinkedListNode<(int File, Block Block)>> blocks = [];
    private readonly LinkedList<(int File, Block Block)> byUse = new();
    private int files;

    /// <summary>Bytes of the blocks that are kept; never above the limit.</summary>
    public long UsedBytes { get; private set; }

    /// <summary>A number under which a file keeps its blocks: names may come again, numbers do not.</summary>
    public int Register() => Interlocked.Increment(ref files);

    public Block? Find(int file, long offset)
    {
        lock (gate)
        {
            if (!blocks.TryGetValue((file, offset), out var node))
            {
                return null;
            }

            if (node.Previous is not null)
            {
                byUse.Remove(node);
                byUse.AddFirst(node);
            }

            return node.Value.Block;
        }
    }

    /// <summary>Keeps a block; one larger than the whole cache is not kept.</summary>
    public void Keep(int file, Block block)
    {
        lock (gate)
        {
            var key = (file, block.Place.Offset);
            if (block.Size > maxBytes || blocks.ContainsKey(key))
            {
                return;
            }

            blocks.Add(key, byUse.AddFirst((file, block)));
            UsedBytes += block.Size;
            while (UsedBytes > maxBytes)
            {
                var (oldestFile, oldest) = byUse.Last!.Value;
                byUse.RemoveLast();
                blocks.Remove((oldestFile, oldest.Place.Offset));
                UsedBytes -= oldest.Size;
            }
        }
    }
}
