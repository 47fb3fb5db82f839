using System.Text.Json.Serialization;

namespace Daybook.Tests.Deciding;

[JsonDerivedType(typeof(Opened), "account-opened")]
[JsonDerivedType(typeof(Deposited), "deposited")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
internal abstract record AccountEvent;

internal sealed record Opened(string Owner) : AccountEvent;

internal sealed record Deposited(decimal Amount) : AccountEvent;

internal sealed record Withdrawn(decimal Amount) : AccountEvent;

/// <summary>An event that the family does not name.</summary>
internal sealed record Closed : AccountEvent;

internal enum Withdrawal
{
    Paid,
    Overdrawn,
}

[JsonSerializable(typeof(AccountEvent))]
internal sealed partial class AccountJson : JsonSerializerContext;

internal sealed record Account(string? Owner, decimal Balance)
{
    public static Account None { get; } = new(null, 0);

    public static Fold<Account, AccountEvent> Fold { get; } = new(AccountJson.Default.AccountEvent, None, Evolve);

    public static Account Evolve(Account state, AccountEvent one) => one switch
    {
        Opened opened => state with { Owner = opened.Owner },
        Deposited deposited => state with { Balance = state.Balance + deposited.Amount },
        Withdrawn withdrawn => state with { Balance = state.Balance - withdrawn.Amount },
        _ => state,
    };

    public IReadOnlyList<AccountEvent> Open(string owner) => Owner is null ? [new Opened(owner)] : [];

    public Decision<Withdrawal, AccountEvent> Withdraw(decimal amount) => amount <= Balance
        ? new(Withdrawal.Paid, new Withdrawn(amount))
        : new(Withdrawal.Overdrawn);
}
