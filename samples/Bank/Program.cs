using System.Text.Json.Serialization;
using Daybook;

await using var store = await DaybookStore.OpenAsync(args is [var path] ? path : "bank.daybook");
var account = store.Aggregate("account-42", Account.Fold);

await account.DecideAsync(a => a.Open("Ada"));
await account.DecideAsync(a => a.Deposit(500));
await account.DecideAsync(a => a.Withdraw(200));
await account.DecideAsync(a => a.Deposit(1000));
var threePm = DateTimeOffset.UtcNow;
await account.DecideAsync(a => a.Withdraw(50));
Console.WriteLine($"now {(await account.LoadAsync()).State.Balance}");                   // 1250
Console.WriteLine($"at three {(await account.LoadAsync(asOf: threePm)).State.Balance}");  // 1300

[JsonDerivedType(typeof(Opened), "account-opened"), JsonDerivedType(typeof(Deposited), "deposited"),
 JsonDerivedType(typeof(Withdrawn), "withdrawn")]
abstract record AccountEvent;
sealed record Opened(string Owner) : AccountEvent;
sealed record Deposited(decimal Amount) : AccountEvent;
sealed record Withdrawn(decimal Amount) : AccountEvent;
[JsonSerializable(typeof(AccountEvent))] sealed partial class Json : JsonSerializerContext;

sealed record Account(bool IsOpen, decimal Balance)
{
    public static readonly Fold<Account, AccountEvent> Fold = new(Json.Default.AccountEvent, new(false, 0), (a, e) => e switch
    {
        Opened => a with { IsOpen = true },
        Deposited d => a with { Balance = a.Balance + d.Amount },
        Withdrawn w => a with { Balance = a.Balance - w.Amount },
        _ => a,
    });
    public AccountEvent[] Open(string owner) => IsOpen ? [] : [new Opened(owner)];
    public AccountEvent[] Deposit(decimal amount) => IsOpen ? [new Deposited(amount)] : [];
    public AccountEvent[] Withdraw(decimal amount) => Balance >= amount ? [new Withdrawn(amount)] : [];
}
