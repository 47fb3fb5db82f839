using System.Text.Json.Serialization;

namespace Daybook.Cli.Demo;

[JsonDerivedType(typeof(AccountCreated), "account-created")]
[JsonDerivedType(typeof(MoneyDeposited), "money-deposited")]
[JsonDerivedType(typeof(MoneyWithdrawn), "money-withdrawn")]
internal abstract record AccountEvent;

internal sealed record AccountCreated(string Owner) : AccountEvent;

internal sealed record MoneyDeposited(decimal Amount) : AccountEvent;

internal sealed record MoneyWithdrawn(decimal Amount) : AccountEvent;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AccountEvent))]
internal sealed partial class AccountJson : JsonSerializerContext;

/// <summary>The account of the demo: its state, how events change it, and what may be decided.</summary>
internal sealed record Account(string? Owner, decimal Balance)
{
    public static Fold<Account, AccountEvent> Fold { get; } = new(AccountJson.Default.AccountEvent, new Account(null, 0), Evolve);

    public static Decision<string, AccountEvent> Create(string owner) => new($"created for {owner}", new AccountCreated(owner));

    public static Decision<string, AccountEvent> Deposit(decimal amount) => new($"+{amount}", new MoneyDeposited(amount));

    public Decision<string, AccountEvent> Withdraw(decimal amount) => amount <= Balance
        ? new($"-{amount}", new MoneyWithdrawn(amount))
        : new($"refused: {amount} asked, {Balance} there", []);

    private static Account Evolve(Account account, AccountEvent happened) => happened switch
    {
        AccountCreated created => account with { Owner = created.Owner },
        MoneyDeposited deposited => account with { Balance = account.Balance + deposited.Amount },
        MoneyWithdrawn withdrawn => account with { Balance = account.Balance - withdrawn.Amount },
        _ => account,
    };
}
