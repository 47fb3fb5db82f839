using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Daybook.Events;
using Daybook.Tests.Deciding;

namespace Daybook.Tests.Events;

/// <summary>Typed events as stored JSON and back.</summary>
public sealed class JsonEventCodecTests
{
    private static readonly EventCodec<AccountEvent> Codec = EventCodecs.Json(AccountJson.Default.AccountEvent);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Reflection_is_switched_off_in_these_tests() => Assert.False(JsonSerializer.IsReflectionEnabledByDefault);

    [Fact]
    public void The_stored_name_is_the_one_of_JsonDerivedType()
    {
        Assert.Equal("account-opened", Codec.Encode(new Opened("Ada")).Name.Value);
        Assert.Equal("withdrawn", Codec.Encode(new Withdrawn(1)).Name.Value);
    }

    [Fact]
    public void The_data_has_no_type_in_it()
    {
        var data = Encoding.UTF8.GetString(Codec.Encode(new Opened("Ada")).Data.Span);

        Assert.Equal("""{"Owner":"Ada"}""", data);
    }

    [Fact]
    public async Task No_type_name_of_the_program_reaches_the_disk()
    {
        using var directory = new TempDirectory();
        await using (var store = await DaybookStore.OpenAsync(directory.Store, cancellationToken: Cancel))
        {
            await store.Aggregate("account-1", Account.Fold).DecideAsync(static _ => [new Opened("Ada"), new Deposited(5)], cancellationToken: Cancel);
        }

        var bytes = string.Concat(TempDirectory.BytesOf(directory.Store).Values);
        Assert.Contains(Convert.ToHexString("account-opened"u8), bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString("Opened"u8), bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString("$type"u8), bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString("Daybook.Tests"u8), bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_survive_being_stored()
    {
        AccountEvent[] events = [new Opened("Ängström 💶"), new Deposited(79228162514264337593543950335m), new Withdrawn(0.10m)];

        var read = await Task.WhenAll(events.Select(async one => Codec.Decode(await StoredAsync(Codec.Encode(one)))));

        Assert.Equal(events, read);
    }

    [Theory]
    [InlineData("not-of-the-family", "{}")]
    [InlineData("Opened", """{"Owner":"Ada"}""")]
    [InlineData("deposited", "")]
    [InlineData("deposited", "{")]
    [InlineData("deposited", "null")]
    [InlineData("deposited", "[]")]
    [InlineData("deposited", """{"Amount":"much"}""")]
    [InlineData("deposited", """{"Amount":1} x""")]
    public async Task What_cannot_be_read_is_a_typed_error(string name, string data)
    {
        var stored = await StoredAsync(new NewEvent(name, Encoding.UTF8.GetBytes(data)));

        var failure = Assert.Throws<UnknownEventException>(() => Codec.Decode(stored));

        Assert.Equal(ErrorCodes.EventUnknown, failure.Code);
        Assert.Equal((stored.Stream, stored.Name, stored.Position), (failure.Stream, failure.Name, failure.Position));
        Assert.Contains($"'{name}' at revision 0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_Unicode_is_a_typed_error()
    {
        foreach (var data in new byte[][] { [.. "{\"Owner\":\""u8, 0xFF, .. "\"}"u8], [.. "{\"Owner\":\"\\ud800\"}"u8] })
        {
            var stored = await StoredAsync(new NewEvent("account-opened", data));

            Assert.Throws<UnknownEventException>(() => Codec.Decode(stored));
        }
    }

    [Fact]
    public void An_event_that_the_family_does_not_name_is_misuse()
    {
        var failure = Assert.Throws<ArgumentException>(() => Codec.Encode(new Closed()));

        Assert.Contains("JsonDerivedType(typeof(Closed)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_family_must_name_its_events_with_texts()
    {
        Assert.Throws<ArgumentException>(() => EventCodecs.Json(FamilyJson.Default.Nameless));
        Assert.Throws<ArgumentException>(() => EventCodecs.Json(FamilyJson.Default.Numbered));
        Assert.Throws<ArgumentException>(() => EventCodecs.Json(FamilyJson.Default.Unnamed));
    }

    private static async Task<RecordedEvent> StoredAsync(NewEvent one)
    {
        await using var store = DaybookStore.OpenInMemory();
        await store.AppendAsync("account-1", ExpectedRevision.Any, [one], Cancel);
        return await store.ReadAllAsync(cancellationToken: Cancel).SingleAsync(Cancel);
    }
}

internal abstract record Nameless;

[JsonDerivedType(typeof(NumberedOne), 1)]
internal abstract record Numbered;

internal sealed record NumberedOne : Numbered;

[JsonDerivedType(typeof(UnnamedOne))]
internal abstract record Unnamed;

internal sealed record UnnamedOne : Unnamed;

[JsonSerializable(typeof(Nameless))]
[JsonSerializable(typeof(Numbered))]
[JsonSerializable(typeof(Unnamed))]
internal sealed partial class FamilyJson : JsonSerializerContext;
