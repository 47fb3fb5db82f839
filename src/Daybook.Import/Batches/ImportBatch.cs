using System.Buffers;

namespace Daybook.Import.Batches;

/// <summary>
/// Events that are appended together, and their bytes in one block, which is used again for a later batch once the append
/// has copied them. Filled by the parser's thread, then handed to the appending one.
/// </summary>
internal sealed class ImportBatch
{
    /// <summary>Bytes of data and metadata after which a batch is full. With one event of 16 MiB more it still is one append.</summary>
    public const int FullBytes = 8 * 1024 * 1024;

    /// <summary>Data and metadata of one event at most, as the store has it.</summary>
    public const int MaxEventBytes = 16 * 1024 * 1024;

    private const int MaxTags = 64;

    private readonly List<ImportedEvent> events = [];

    /// <summary>Where the parser writes data and metadata before it adds the event.</summary>
    public ArrayBufferWriter<byte> Bytes { get; } = new(64 * 1024);

    /// <summary>Bytes of the input read when the batch was closed.</summary>
    public long BytesRead { get; set; }

    /// <summary>True when the file ends with this batch.</summary>
    public bool IsLast { get; set; }

    public int Count => events.Count;

    public ImportedEvent this[int index] => events[index];

    public bool IsFull(int batchEvents) => events.Count >= batchEvents || Bytes.WrittenCount >= FullBytes;

    /// <summary>Adds an event whose bytes have been written.</summary>
    /// <exception cref="ImportException">The store would not take it.</exception>
    public void Add(in ImportedEvent one)
    {
        var place = new TextPlace(one.Line);
        var size = LengthOf(one.Data) + LengthOf(one.Metadata);
        if (size > MaxEventBytes)
        {
            throw new ImportException(place, $"The event has {size} bytes of data and metadata; at most {MaxEventBytes} are allowed.", "Keep large content elsewhere and record where.");
        }

        if (one.Tags is { Length: > MaxTags } tags)
        {
            throw new ImportException(place, $"The event has {tags.Length} tags; at most {MaxTags} are allowed.", "Leave some out.");
        }

        events.Add(one);
    }

    public void Clear()
    {
        events.Clear();
        Bytes.ResetWrittenCount();
        IsLast = false;
    }

    private static int LengthOf(Range range) => range.End.Value - range.Start.Value;
}
