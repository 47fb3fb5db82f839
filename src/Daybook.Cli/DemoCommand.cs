using System.CommandLine;
using System.Globalization;
using System.Text;
using Daybook.Cli.Demo;

namespace Daybook.Cli;

/// <summary><c>daybook demo</c>: a bank account's day, and what its balance was at three.</summary>
internal static class DemoCommand
{
    private const string Stream = "account-ada";

    private static readonly Option<bool> NoServe = new("--no-serve") { Description = "Print and exit." };

    public static Command Make()
    {
        var command = new Command("demo", "Show a bank account's day on a real store.") { NoServe };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Shared.Store) ?? Path.Combine(Directory.CreateTempSubdirectory("daybook-demo-").FullName, "bank");
        var clock = new DemoClock(new DateTimeOffset(DateTime.Today, TimeSpan.Zero));
        await using var store = await DaybookStore.OpenAsync(path, new StoreOptions { TimeProvider = clock }, cancellationToken);
        if (await store.GetHeadAsync(cancellationToken) != Position.Start)
        {
            await Console.Error.WriteLineAsync($"{path} has events already. Name a new directory, or none.");
            return ExitCodes.No;
        }

        var account = store.Aggregate(Stream, Account.Fold);
        var refusal = await LiveADayAsync(account, clock, cancellationToken);
        clock.Set(15, 0);
        var atThree = await account.LoadAsync(asOf: clock.GetUtcNow(), cancellationToken: cancellationToken);
        var now = await account.LoadAsync(cancellationToken: cancellationToken);
        if (parsed.GetValue(Shared.Json))
        {
            JsonRows.Write(json =>
            {
                json.WriteString("store", path);
                json.WriteNumber("balanceAtThree", atThree.State.Balance);
                json.WriteNumber("balanceNow", now.State.Balance);
                json.WriteString("overdraft", refusal);
            });
            return ExitCodes.Ok;
        }

        await ShowEventsAsync(parsed, store, cancellationToken);
        Console.Out.WriteLine();
        Console.Out.WriteLine($"An overdraft of 5000 was {refusal}. A refusal records nothing.");
        Console.Out.WriteLine($"What was the balance at 3 PM?  {atThree.State.Balance}");
        Console.Out.WriteLine($"What is it now?                {now.State.Balance}");
        await Console.Error.WriteLineAsync($"\nThe store is {path}; delete it and nothing is left. Look inside:\n  ./daybook read --store {path}\n  ./daybook state {Stream} --as-of 3 --store {path}\n  ./daybook verify --store {path}");
        return ExitCodes.Ok;
    }

    private static async Task<string> LiveADayAsync(Aggregate<Account, AccountEvent> account, DemoClock clock, CancellationToken cancellationToken)
    {
        clock.Set(9, 0);
        await account.DecideAsync(static _ => Account.Create("Ada"), cancellationToken: cancellationToken);
        clock.Set(11, 30);
        await account.DecideAsync(static _ => Account.Deposit(500), cancellationToken: cancellationToken);
        clock.Set(14, 10);
        await account.DecideAsync(static a => a.Withdraw(200), cancellationToken: cancellationToken);
        clock.Set(14, 55);
        await account.DecideAsync(static _ => Account.Deposit(1000), cancellationToken: cancellationToken);
        clock.Set(16, 20);
        await account.DecideAsync(static a => a.Withdraw(50), cancellationToken: cancellationToken);
        clock.Set(16, 40);
        return (await account.DecideAsync(static a => a.Withdraw(5000), cancellationToken: cancellationToken)).Result;
    }

    private static async Task ShowEventsAsync(ParseResult parsed, DaybookStore store, CancellationToken cancellationToken)
    {
        var rows = new List<string[]>();
        var state = Account.Fold.Initial;
        await foreach (var one in store.ReadStreamAsync(Stream, null, cancellationToken))
        {
            state = Account.Fold.Evolve(state, one);
            rows.Add(
            [
                one.Revision.ToString(),
                one.RecordedAt.ToString("HH:mm", CultureInfo.InvariantCulture),
                one.Name.Value,
                Encoding.UTF8.GetString(one.Data.Span),
                state.Balance.ToString(CultureInfo.InvariantCulture),
            ]);
        }

        Rows.Write(parsed, ["revision", "at", "event", "data", "balance after it"], rows);
    }
}
