using Daybook;

await using var store = await DaybookStore.OpenAsync("vouchers.daybook");
var first = Redeemed("SPRING-5");
Say("order 1", await Redeem("order-1", first, "SPRING-5"));                   // recorded at position 1
Say("order 1 once more", await Redeem("order-1", first, "SPRING-5"));         // the same event: recorded at position 1
Say("order 2", await Redeem("order-2", Redeemed("SPRING-5"), "SPRING-5"));    // refused: redeemed at position 1
Say("order 2", await Redeem("order-2", Redeemed("SPRING-6"), "SPRING-6"));    // recorded at position 2

// Nothing is read and no state is kept: no event of this type may have this tag, whenever it was recorded.
ValueTask<AppendOutcome> Redeem(StreamName order, NewEvent redeemed, string code) => store.TryAppendAsync(
    [new StreamEvents(order, ExpectedRevision.Any, [redeemed])],
    [new AppendCondition(new Query(new QueryItem(types: ["voucher-redeemed"], tags: [$"voucher:{code}"])))]);

static NewEvent Redeemed(string code) => new("voucher-redeemed", default) { Tags = [$"voucher:{code}"] };

static void Say(string who, AppendOutcome outcome) => Console.WriteLine($"{who}: " + outcome switch
{
    Appended recorded => $"recorded at position {recorded.LastPosition}",
    ConditionConflict conflict => $"refused, redeemed at position {conflict.Match} already",
    _ => $"{outcome}",
});
