using System.CommandLine.Completions;
using Daybook.Cli.Errors;

namespace Daybook.Cli.Arguments;

/// <summary>Names of streams that somebody typed, or begins to type.</summary>
internal static class StreamNames
{
    private const int GreatestCompletions = 50;

    public static async Task ThrowIfUnknownAsync(DaybookStore store, string stream, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ReadStreamAsync(stream, new StreamRead { Limit = 1 }, cancellationToken))
        {
            return;
        }

        throw ToolException.NotFound(
            "stream-not-found",
            $"There is no stream '{stream}'.",
            $"Look at what there is with {Invocation.Tool} streams.");
    }

    /// <summary>The first names that begin with the word, when a store is named that can be opened.</summary>
    public static IEnumerable<CompletionItem> Complete(CompletionContext context)
    {
        try
        {
            return Shared.StorePathOrNull(context.ParseResult) is { } path
                ? ListAsync(path, context.WordToComplete).GetAwaiter().GetResult()
                : [];
        }
        catch (Exception failure) when (Failures.From(failure) is not null)
        {
            return []; // Nobody wants an error instead of a completion.
        }
    }

    private static async Task<List<CompletionItem>> ListAsync(string path, string prefix)
    {
        await using var store = await DaybookStore.OpenAsync(path, new StoreOptions { ReadOnly = true });
        var items = new List<CompletionItem>();
        await foreach (var stream in store.ListStreamsAsync(prefix))
        {
            items.Add(new CompletionItem(stream.Stream.Value));
            if (items.Count == GreatestCompletions)
            {
                break;
            }
        }

        return items;
    }
}
