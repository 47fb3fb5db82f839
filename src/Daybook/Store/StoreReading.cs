using System.Runtime.CompilerServices;
using Daybook.Storage;

namespace Daybook;

/// <summary>
/// Turns ranges into batches and batches into events. A read may outlive its store: the storage is asked for anew for each
/// batch, which fails once the store is closed.
/// </summary>
internal static class StoreReading
{
    public static async IAsyncEnumerable<RecordedEvent> StreamAsync(
        Func<IStorage> open, StreamName stream, StreamRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bounds = read.Bounds();
        var upTo = await PrefixAsync(open(), read.AsOf, cancellationToken).ConfigureAwait(false);
        var shown = await StreamMarks.FirstShownAsync(open(), stream, upTo, cancellationToken).ConfigureAwait(false);
        bounds = bounds with { First = Math.Max(bounds.First, shown) };
        if (read.AsOf?.RevisionOrNull is { } revision)
        {
            bounds = bounds with { Last = Math.Min(bounds.Last, revision.Value) };
        }

        while (!bounds.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = await open().ReadStreamAsync(stream, upTo, bounds, cancellationToken).ConfigureAwait(false);
            var wanted = (int)Math.Min(bounds.Limit, batch.Count);
            for (var index = 0; index < wanted; index++)
            {
                yield return batch[index];
            }

            bounds = batch.Count == 0 ? default(ReadBounds) : After(bounds, batch[^1].Revision.Value, batch.Count);
        }
    }

    public static async IAsyncEnumerable<RecordedEvent> QueryAsync(
        Func<IStorage> open, Query query, StoreRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bounds = read.Bounds();
        var upTo = await PrefixAsync(open(), read.AsOf, cancellationToken).ConfigureAwait(false);
        bounds = bounds with { Last = Math.Min(bounds.Last, upTo.Value) };
        while (!bounds.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = query.Items.Count == 0
                ? await open().ReadAllAsync(bounds, cancellationToken).ConfigureAwait(false)
                : await open().ReadQueryAsync(query, bounds, cancellationToken).ConfigureAwait(false);
            var wanted = (int)Math.Min(bounds.Limit, batch.Count);
            for (var index = 0; index < wanted; index++)
            {
                yield return batch[index];
            }

            bounds = batch.Count == 0 ? default(ReadBounds) : After(bounds, batch[^1].Position.Value, batch.Count);
        }
    }

    /// <summary>The last position that a read shows: the durable head when it begins, or less.</summary>
    private static async ValueTask<Position> PrefixAsync(IStorage storage, AsOf? asOf, CancellationToken cancellationToken)
    {
        if (asOf?.InstantOrNull is { } instant)
        {
            return await storage.PositionAtAsync(instant, cancellationToken).ConfigureAwait(false);
        }

        var head = await storage.HeadAsync(cancellationToken).ConfigureAwait(false);
        return asOf?.PositionOrNull is { } position && position < head ? position : head;
    }

    private static ReadBounds After(ReadBounds bounds, long last, int taken)
    {
        var limit = Math.Max(0, bounds.Limit - taken);
        return bounds.Backwards
            ? bounds with { Last = last - 1, Limit = limit }
            : bounds with { First = last + 1, Limit = limit };
    }
}
