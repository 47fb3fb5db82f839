using System.CommandLine;
using System.Globalization;
using System.Text;
using Daybook.Cli.Arguments;
using Daybook.Cli.Demo;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook demo</c>: a bank account's day, and what its balance was at three.</summary>
internal static class DemoCommand
{
    private static readonly Option<bool> NoServe = new("--no-serve") { Description = "Print and exit. This version has no server, so it does that anyhow." };

    public static Command Make()
    {
        var command = new ToolCommand(
            "demo",
            "Show a bank account's day on a real store: in a new temporary directory, or where --store says.",
            "demo",
            "demo --no-serve --store bank")
        {
            NoServe,
        };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Shell shell, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Shared.Store) ?? Path.Combine(Directory.CreateTempSubdirectory("daybook-demo-").FullName, "bank");
        var clock = DemoClock.Yesterday(TimeProvider.System);
        await using var store = await DaybookStore.OpenAsync(path, new StoreOptions { TimeProvider = clock }, cancellationToken);
        if (await store.GetHeadAsync(cancellationToken) != Position.Start)
        {
            throw ToolException.Usage($"The store {path} has events already; the demo adds nothing to it.", "Name a new directory, or none.");
        }

        var day = await AccountDay.LiveAsync(store, clock, cancellationToken);
        if (shell.IsJson)
        {
            shell.Data.Json(json =>
            {
                json.WriteString("store", path);
                json.WriteStartArray("events");
                foreach (var (one, after) in day.Events)
                {
                    json.WriteStartObject();
                    JsonText.WriteEvent(json, one);
                    json.WriteNumber("balanceAfter", after.Balance);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteString("threePm", day.ThreePm);
                json.WriteNumber("balanceAtThree", day.AtThree);
                json.WriteNumber("balanceNow", day.Now);
                json.WriteString("overdraft", day.Refusal);
            });
        }
        else
        {
            Show(shell, path, day);
        }

        return ExitCodes.Ok;
    }

    private static void Show(Shell shell, string path, AccountDay day)
    {
        var table = new Table(shell, "revision", "at", "event", "data", "balance after it");
        foreach (var (one, after) in day.Events)
        {
            table.Add(
                Cells.Of(one.Revision.Value),
                one.RecordedAt.ToString("HH:mm", CultureInfo.InvariantCulture),
                one.Name.Value,
                Encoding.UTF8.GetString(one.Data.Span),
                after.Balance.ToString(CultureInfo.InvariantCulture));
        }

        table.End();
        shell.Data.Line("");
        shell.Data.Line($"An overdraft of 5000 was {day.Refusal}. A refusal records nothing.");
        shell.Data.Line($"What was the balance at 3 PM?  {day.AtThree}");
        shell.Data.Line($"What is it now?                {day.Now}");
        shell.Data.Flush();
        shell.Talk.Note($"\nThe store is {path}; delete it and nothing is left. Look inside:");
        shell.Talk.Note($"  {Invocation.Line("read", AccountDay.Stream, "--store", path)}");
        shell.Talk.Note($"  {Invocation.Line("read", "--as-of", day.ThreePm.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture), "--store", path)}");
        shell.Talk.Note($"  {Invocation.Line("verify", "--store", path)}");
    }
}
