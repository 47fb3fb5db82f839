using Daybook.Import.Batches;

namespace Daybook.Import.Appending;

/// <summary>
/// Appends batches, one after the other, each in one atomic append with an exact expectation for every stream, and leaves
/// out what is recorded already.
/// </summary>
internal sealed class BatchAppender(DaybookStore store)
{
    private const int MaxAttempts = 10;

    /// <summary>Copied for each event: making one anew would draw a random id each time.</summary>
    private static readonly NewEvent Blank = new("blank", default);

    private readonly StreamStates states = new(store);
    private readonly EventIds derived = new();
    private readonly List<Guid> ids = [];
    private readonly List<ImportStream> parts = [];

    public long Streams { get; private set; }

    public long Events { get; private set; }

    public long Added { get; private set; }

    /// <summary>Makes all of a batch durable, except what is.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Ends the looking for what is recorded already; the append itself is never given up.</param>
    /// <exception cref="ImportException">The file gives an id twice in a stream.</exception>
    public async ValueTask AppendAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        states.BeginBatch();
        TakeIds(batch);
        var attempt = 1;
        while (!await TryAppendAsync(batch, attempt == MaxAttempts, cancellationToken).ConfigureAwait(false))
        {
            attempt++;
            states.Forget(batch);
        }

        states.Trim();
    }

    private void TakeIds(ImportBatch batch)
    {
        ids.Clear();
        for (var index = 0; index < batch.Count; index++)
        {
            var one = batch[index];
            if (one.GivenId is { } given && !states.IsFirstUse(one.Stream, given))
            {
                throw new ImportException(
                    new TextPlace(one.Line), $"The file has id {given} twice in stream '{one.Stream.Name}'.", "Give each event an id of its own.");
            }

            ids.Add(one.GivenId ?? derived.Derive(one, batch.Bytes.WrittenSpan[one.Data]));
        }
    }

    /// <summary>False when somebody else appended to one of the streams meanwhile.</summary>
    private async ValueTask<bool> TryAppendAsync(ImportBatch batch, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var append = await NewPartsAsync(batch, cancellationToken).ConfigureAwait(false);
        var added = append.Sum(static part => part.Events.Count);
        try
        {
            if (added > 0)
            {
                added = await AppendAsync(append).ConfigureAwait(false) ? added : 0;
            }
        }
        catch (Exception failure) when (!isLastAttempt && failure is AppendConflictException or EventIdReusedException)
        {
            return false;
        }

        Count(batch, added);
        return true;
    }

    /// <summary>True when the events were added, false when the very same append had been recorded before.</summary>
    private async ValueTask<bool> AppendAsync(StreamEvents[] append)
    {
        // Never cancelled, so that the outcome is known.
        var appended = await store.AppendAsync(append, CancellationToken.None).ConfigureAwait(false);
        for (var index = 0; index < append.Length; index++)
        {
            parts[index].Last = appended.LastRevisions[index];
        }

        return !appended.WasRepeat;
    }

    private async ValueTask<StreamEvents[]> NewPartsAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        parts.Clear();
        for (var index = 0; index < batch.Count; index++)
        {
            var one = batch[index];
            var stream = one.Stream;
            if (await states.IsRecordedAsync(stream, ids[index], cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            if (stream.Part is null)
            {
                stream.Part = [];
                parts.Add(stream);
            }

            stream.Part.Add(Blank with
            {
                Name = one.Name,
                Data = batch.Bytes.WrittenMemory[one.Data],
                Id = ids[index],
                OccurredAt = one.OccurredAt,
                Tags = one.Tags,
                Metadata = batch.Bytes.WrittenMemory[one.Metadata],
            });
        }

        return TakeParts();
    }

    private StreamEvents[] TakeParts()
    {
        var append = new StreamEvents[parts.Count];
        for (var index = 0; index < append.Length; index++)
        {
            var stream = parts[index];
            append[index] = new StreamEvents(stream.Name, ExpectedRevision.AsRead(stream.Last), stream.Part!);
            stream.Part = null;
        }

        return append;
    }

    private void Count(ImportBatch batch, int added)
    {
        for (var index = 0; index < batch.Count; index++)
        {
            var stream = batch[index].Stream;
            if (!stream.IsCounted)
            {
                stream.IsCounted = true;
                Streams++;
            }
        }

        Events += batch.Count;
        Added += added;
    }
}
