namespace Daybook.Cli.Demo;

/// <summary>A day in the life of an account, as it was lived on a store.</summary>
internal sealed record AccountDay(
    IReadOnlyList<(RecordedEvent Event, Account After)> Events, string Refusal, DateTimeOffset ThreePm, decimal AtThree, decimal Now)
{
    public const string Stream = "account-ada";

    public static async Task<AccountDay> LiveAsync(DaybookStore store, DemoClock clock, CancellationToken cancellationToken)
    {
        var account = store.Aggregate(Stream, Account.Fold);
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
        var overdraft = await account.DecideAsync(static a => a.Withdraw(5000), cancellationToken: cancellationToken);
        var threePm = clock.At(15, 0);
        var atThree = await account.LoadAsync(asOf: threePm, cancellationToken: cancellationToken);
        var now = await account.LoadAsync(cancellationToken: cancellationToken);
        return new AccountDay(await ReplayAsync(store, cancellationToken), overdraft.Result, threePm, atThree.State.Balance, now.State.Balance);
    }

    private static async Task<List<(RecordedEvent Event, Account After)>> ReplayAsync(DaybookStore store, CancellationToken cancellationToken)
    {
        var events = new List<(RecordedEvent Event, Account After)>();
        var state = Account.Fold.Initial;
        await foreach (var one in store.ReadStreamAsync(Stream, null, cancellationToken))
        {
            state = Account.Fold.Evolve(state, one);
            events.Add((one, state));
        }

        return events;
    }
}
