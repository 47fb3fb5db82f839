using Daybook.Import.Batches;

namespace Daybook.Import.Appending;

/// <summary>
/// What is known of the file's streams from the store: where they end, and which ids they have. Ids are kept up to a number;
/// beyond it those of the streams that came first are given up, and read again when they are needed.
/// </summary>
internal sealed class StreamStates(DaybookStore store, int maxKeptIds = StreamStates.MaxKeptIds)
{
    /// <summary>Ids kept at most, about 40 bytes each, besides those of the streams in the current batch.</summary>
    public const int MaxKeptIds = 1_000_000;

    private readonly Queue<ImportStream> withIds = new();
    private long batchNumber;
    private long keptIds;

    public void BeginBatch() => batchNumber++;

    /// <summary>Whether the recorded event is there already. Reads the stream when it is not known.</summary>
    public async ValueTask<bool> IsRecordedAsync(ImportStream stream, Guid id, CancellationToken cancellationToken)
    {
        stream.LastBatch = batchNumber;
        if (!stream.IsLoaded)
        {
            await LoadAsync(stream, cancellationToken).ConfigureAwait(false);
        }

        return stream.RecordedIds?.Contains(id) == true;
    }

    /// <summary>Notes an id that the file gives; false when it is known to have given the stream the same before.</summary>
    public bool IsFirstUse(ImportStream stream, Guid id)
    {
        stream.LastBatch = batchNumber;
        if (!(stream.GivenIds ??= []).Add(id))
        {
            return false;
        }

        keptIds++;
        Enqueue(stream);
        return true;
    }

    /// <summary>Gives up what is known of a batch's streams, because somebody else changed one of them.</summary>
    public void Forget(ImportBatch batch)
    {
        for (var index = 0; index < batch.Count; index++)
        {
            var stream = batch[index].Stream;
            keptIds -= stream.RecordedIds?.Count ?? 0;
            stream.RecordedIds = null;
            stream.IsLoaded = false;
        }
    }

    /// <summary>Between batches: gives up ids, but never those of the last batch's streams, which the next one will want.</summary>
    public void Trim()
    {
        for (var left = withIds.Count; left > 0 && keptIds > maxKeptIds; left--)
        {
            var stream = withIds.Dequeue();
            if (stream.LastBatch == batchNumber)
            {
                withIds.Enqueue(stream);
                continue;
            }

            keptIds -= (stream.RecordedIds?.Count ?? 0) + (stream.GivenIds?.Count ?? 0);
            stream.RecordedIds = null;
            stream.GivenIds = null;
            stream.IsLoaded = false;
            stream.KeepsIds = false;
        }
    }

    private async ValueTask LoadAsync(ImportStream stream, CancellationToken cancellationToken)
    {
        stream.Last = null;
        await foreach (var one in store.ReadStreamAsync(stream.Name, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            (stream.RecordedIds ??= []).Add(one.Id);
            stream.Last = one.Revision;
        }

        stream.IsLoaded = true;
        if (stream.RecordedIds is { } ids)
        {
            keptIds += ids.Count;
            Enqueue(stream);
        }
    }

    private void Enqueue(ImportStream stream)
    {
        if (!stream.KeepsIds)
        {
            stream.KeepsIds = true;
            withIds.Enqueue(stream);
        }
    }
}
