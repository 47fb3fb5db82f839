using System.Text.Json.Serialization;
using Daybook;

await using var store = await DaybookStore.OpenAsync("bank.daybook");
var account = store.Aggregate("account-42", Account.Fold);
await account.DecideAsync(a => a.Deposit(500));
await account.DecideAsync(a => a.Withdraw(200));
await account.DecideAsync(a => a.Deposit(1000));
var threePm = DateTimeOffset.UtcNow;
await account.DecideAsync(a => a.Withdraw(50));
Console.WriteLine($"now {(await account.LoadAsync()).State.Balance}");                    // 1250
Console.WriteLine($"at three {(await account.LoadAsync(asOf: threePm)).State.Balance}");  // 1300

[JsonDerivedType(typeof(Deposited), "deposited")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
abstract record AccountEvent;
sealed record Deposited(decimal Amount) : AccountEvent;
sealed record Withdrawn(decimal Amount) : AccountEvent;
[JsonSerializable(typeof(AccountEvent))] sealed partial class Json : JsonSerializerContext;

sealed record Account(decimal Balance)
{
    public static readonly Fold<Account, AccountEvent> Fold = new(Json.Default.AccountEvent, new(0), (a, e) => e switch
    {
        Deposited deposit => new(a.Balance + deposit.Amount),
        Withdrawn withdrawal => new(a.Balance - withdrawal.Amount), _ => a,
    });
    public AccountEvent[] Deposit(decimal amount) => [new Deposited(amount)];
    public AccountEvent[] Withdraw(decimal amount) => amount <= Balance ? [new Withdrawn(amount)] : [];
}
