namespace Daybook.Import;

/// <summary>One import: parses on one thread, and fills a batch while the one before is being made durable.</summary>
internal sealed class ImportRun(DaybookStore store, ImportOptions options, CountingStream input, IProgress<ImportProgress>? progress)
{
    private readonly StreamLedger streams = new(store);
    private Task committing = Task.CompletedTask;
    private Batch batch = new();
    private long read;
    private long added;

    public async Task<ImportReport> RunAsync(IEnumerable<ImportedEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var few in ParseAhead.OfAsync(events, cancellationToken).ConfigureAwait(false))
            {
                foreach (var one in few)
                {
                    await AddAsync(one, cancellationToken).ConfigureAwait(false);
                }
            }

            await CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await committing.ConfigureAwait(false);
        }

        progress?.Report(new ImportProgress(read, added, input.Count, options.InputBytes));
        return new ImportReport(streams.Count, read, added, read - added);
    }

    private async ValueTask AddAsync(ImportedEvent imported, CancellationToken cancellationToken)
    {
        var known = await streams.OfAsync(imported.Stream, cancellationToken).ConfigureAwait(false);
        var one = imported.Event;
        if (one.Id == Guid.Empty)
        {
            one = one with { Id = EventIds.Of(imported.Stream, known.Ordinal, one.Name.Value, one.Data.Span) };
        }

        read++;
        known.Ordinal++;
        if (known.Before?.Contains(one.Id) == true)
        {
            return;
        }

        if (!batch.HasRoomFor(one, options.BatchEvents))
        {
            await CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        batch.Add(imported.Stream, known.Last, one);
        known.Last = new Revision((known.Last?.Value ?? -1) + 1);
        added++;
    }

    /// <summary>Waits for the batch before, and starts this one.</summary>
    private async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        await committing.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new ImportProgress(read, added - batch.Count, input.Count, options.InputBytes));
        if (batch.Count > 0)
        {
            var full = batch.ToAppend();
            batch = new Batch();
            committing = Task.Run(() => store.AppendAsync(full, CancellationToken.None).AsTask(), CancellationToken.None);
        }
    }
}
