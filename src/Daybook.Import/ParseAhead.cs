using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Daybook.Import;

/// <summary>Parses on a thread of its own, a bounded number of events ahead of who uses them.</summary>
internal static class ParseAhead
{
    private const int EventsAtOnce = 500;
    private const int Ahead = 4;

    public static async IAsyncEnumerable<IReadOnlyList<ImportedEvent>> OfAsync(
        IEnumerable<ImportedEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parsed = Channel.CreateBounded<IReadOnlyList<ImportedEvent>>(
            new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var parsing = Task.Run(() => ParseAsync(events, parsed.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var few in parsed.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return few;
            }
        }
        finally
        {
            // Whoever stops reading early must not leave the parser behind with a file that is being closed.
            await stop.CancelAsync().ConfigureAwait(false);
            await parsing.ConfigureAwait(false);
        }
    }

    private static async Task ParseAsync(
        IEnumerable<ImportedEvent> events, ChannelWriter<IReadOnlyList<ImportedEvent>> parsed, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var few in events.Chunk(EventsAtOnce))
            {
                await parsed.WriteAsync(few, cancellationToken).ConfigureAwait(false);
            }

            parsed.Complete();
        }
        catch (Exception failure)
        {
            parsed.Complete(failure);
        }
    }
}
