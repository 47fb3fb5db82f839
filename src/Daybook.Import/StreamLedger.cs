namespace Daybook.Import;

/// <summary>
/// What an import knows of the streams it meets: where each ends, and which ids it had before. Both are read from the store
/// once, when the stream is first met; about 100 bytes a stream of the file, and 16 for each event that was there before.
/// </summary>
internal sealed class StreamLedger(DaybookStore store)
{
    private readonly Dictionary<string, Known> streams = new(StringComparer.Ordinal);

    public int Count => streams.Count;

    public async ValueTask<Known> OfAsync(string stream, CancellationToken cancellationToken)
    {
        if (!streams.TryGetValue(stream, out var known))
        {
            known = new Known();
            await foreach (var one in store.ReadStreamAsync(stream, null, cancellationToken).ConfigureAwait(false))
            {
                (known.Before ??= []).Add(one.Id);
                known.Last = one.Revision;
            }

            streams.Add(stream, known);
        }

        return known;
    }

    internal sealed class Known
    {
        /// <summary>Ids that were there when the import began.</summary>
        public HashSet<Guid>? Before { get; set; }

        /// <summary>The last revision, with all that this import has put into batches.</summary>
        public Revision? Last { get; set; }

        /// <summary>Events of the file that were of this stream.</summary>
        public long Ordinal { get; set; }
    }
}
