using System.Text.Json.Serialization;
using Daybook;

await using var store = await DaybookStore.OpenAsync("names.daybook");
Console.WriteLine($"u-1 takes ada: {await Take("ada", "u-1")}");    // True
Console.WriteLine($"u-2 takes ada: {await Take("ada", "u-2")}");    // False
await GiveUp("ada", "u-1");
Console.WriteLine($"u-2 takes ada: {await Take("ada", "u-2")}");    // True

var together = await Task.WhenAll(Enumerable.Range(3, 16).Select(n => Take("grace", $"u-{n}")));
Console.WriteLine($"{together.Count(given => given)} of {together.Length} has got grace");    // 1 of 16

async Task<bool> Take(string name, string user) =>
    await Name(name, user).DecideAsync(owner => owner is null ? [new NameTaken(name, user)] : []) is not null;

async Task GiveUp(string name, string user) =>
    await Name(name, user).DecideAsync(owner => owner == user ? [new NameGivenUp(name, user)] : []);

// Decided on everything that happened to the name, in whatever stream; recorded in the stream of the user.
Aggregate<string?, NameEvent> Name(string name, string user) =>
    store.Aggregate(Names.Owner.Over(Query.Tagged($"name:{name}")).AppendTo($"user-{user}"));

[JsonDerivedType(typeof(NameTaken), "name-taken")]
[JsonDerivedType(typeof(NameGivenUp), "name-given-up")]
abstract record NameEvent(string Name);
sealed record NameTaken(string Name, string User) : NameEvent(Name);
sealed record NameGivenUp(string Name, string User) : NameEvent(Name);
[JsonSerializable(typeof(NameEvent))] sealed partial class Json : JsonSerializerContext;

static class Names
{
    public static readonly Fold<string?, NameEvent> Owner = new(
        Json.Default.NameEvent,
        initial: null,
        evolve: (_, e) => e is NameTaken taken ? taken.User : null,
        tags: e => [$"name:{e.Name}"]);
}
