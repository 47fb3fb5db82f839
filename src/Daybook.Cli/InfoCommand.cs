using System.CommandLine;
using System.Globalization;

namespace Daybook.Cli;

/// <summary><c>daybook info</c></summary>
internal static class InfoCommand
{
    public static Command Make()
    {
        var command = new Command("info", "Show facts about a store.");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var store = await Shared.OpenToReadAsync(parsed, cancellationToken);
        var info = await store.GetInfoAsync(cancellationToken);
        if (parsed.GetValue(Shared.Json))
        {
            JsonRows.Write(json =>
            {
                json.WriteString("path", info.Path);
                json.WriteString("storeId", info.StoreId);
                json.WriteNumber("head", info.Head.Value);
                json.WriteNumber("streams", info.Streams);
                if (info.LastRecordedAt is { } recordedAt)
                {
                    json.WriteString("lastRecordedAt", recordedAt);
                }

                json.WriteBoolean("closedInOrder", info.WasClosedInOrder);
            });
            return ExitCodes.Ok;
        }

        Rows.Write(parsed, ["fact", "value"],
        [
            ["path", info.Path],
            ["store id", info.StoreId.ToString()],
            ["head", info.Head.ToString()],
            ["streams", info.Streams.ToString(CultureInfo.InvariantCulture)],
            ["last recorded at", info.LastRecordedAt?.ToString("O", CultureInfo.InvariantCulture) ?? "never"],
            ["closed in order", info.WasClosedInOrder ? "yes" : "no, or a writer has it open"],
        ]);
        return ExitCodes.Ok;
    }
}
