using System.Threading.Channels;
using Daybook.Import.Appending;
using Daybook.Import.Batches;
using Daybook.Import.Inputs;

namespace Daybook.Import;

/// <summary>
/// One import: a parsing task fills batches, the caller's appends them. Three batches go round between the two, which bounds
/// both memory and how far the parser may be ahead.
/// </summary>
internal sealed class ImportRun(
    DaybookStore store, RawInput raw, long? bytesTotal, int batchEvents, IProgress<ImportProgress>? progress)
{
    private const int Batches = 3;

    private readonly Channel<ImportBatch> empty = Channel.CreateBounded<ImportBatch>(Batches);
    private readonly Channel<ImportBatch> filled = Channel.CreateBounded<ImportBatch>(Batches);
    private readonly BatchAppender appender = new(store);

    public async Task<ImportReport> RunAsync(Func<EventSource> open, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        for (var index = 0; index < Batches; index++)
        {
            empty.Writer.TryWrite(new ImportBatch());
        }

        var parsing = Task.Run(() => ParseAsync(open, stopping.Token), CancellationToken.None);
        try
        {
            var isComplete = await AppendAllAsync(cancellationToken).ConfigureAwait(false);
            return Report(isComplete);
        }
        catch (ImportException failure)
        {
            failure.EventsAdded = appender.Added;
            throw;
        }
        finally
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await parsing.ConfigureAwait(false);
        }
    }

    /// <summary>Appends batch after batch; true when the file's last one was among them.</summary>
    private async Task<bool> AppendAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in filled.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await appender.AppendAsync(batch, cancellationToken).ConfigureAwait(false);
                progress?.Report(new ImportProgress(appender.Events, appender.Added, batch.BytesRead, bytesTotal));
                if (batch.IsLast)
                {
                    return true;
                }

                batch.Clear();
                empty.Writer.TryWrite(batch);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being stopped is an outcome: the report says how to go on.
        }

        return false;
    }

    /// <summary>Never fails itself: what goes wrong comes out of the channel, behind the batches that were complete before.</summary>
    private async Task ParseAsync(Func<EventSource> open, CancellationToken stopped)
    {
        try
        {
            using var source = open();
            var isMore = true;
            while (isMore)
            {
                var batch = await empty.Reader.ReadAsync(stopped).ConfigureAwait(false);
                isMore = Fill(batch, source, stopped);
                filled.Writer.TryWrite(batch);
            }

            filled.Writer.Complete();
        }
        catch (Exception failure)
        {
            filled.Writer.Complete(failure);
        }
    }

    private bool Fill(ImportBatch batch, EventSource source, CancellationToken stopped)
    {
        while (!batch.IsFull(batchEvents))
        {
            stopped.ThrowIfCancellationRequested();
            if (!source.ReadNext(batch))
            {
                batch.IsLast = true;
                break;
            }
        }

        batch.BytesRead = raw.BytesRead;
        return !batch.IsLast;
    }

    private ImportReport Report(bool isComplete) => new(
        appender.Streams,
        appender.Events,
        appender.Added,
        appender.Events - appender.Added,
        isComplete ? null : "The import was stopped. Import the same file again: what is recorded is found, and only the rest is added.");
}
