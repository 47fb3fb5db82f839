using System.Text;
using Daybook.Events;

namespace Daybook.Tests.Events;

/// <summary>The well-known texts about an event, and what others may have written there.</summary>
public sealed class EventMetadataTests
{
    [Fact]
    public void Nothing_is_stored_as_nothing()
    {
        Assert.True(new EventMetadata().ToBytes().IsEmpty);
        var read = EventMetadata.Parse(default);
        Assert.Equal((null, null, null, null), (read.CorrelationId, read.CausationId, read.User, read.TraceParent));
        Assert.Empty(read.Others);
    }

    [Fact]
    public void Everything_comes_back_as_it_was()
    {
        var given = new EventMetadata
        {
            CorrelationId = "c \"1\"",
            CausationId = "",
            User = "Ångström 💶\u0001",
            TraceParent = "00-a-b-01",
            Others = new Dictionary<string, string> { ["z"] = "1", ["ä"] = "2", [""] = "3" },
        };

        var read = EventMetadata.Parse(given.ToBytes());

        Assert.Equal(given with { Others = read.Others }, read);
        Assert.Equal(given.Others.OrderBy(static one => one.Key), read.Others.OrderBy(static one => one.Key));
    }

    [Fact]
    public void It_is_stored_under_the_well_known_names()
    {
        var bytes = new EventMetadata { CorrelationId = "c", CausationId = "m", User = "u", TraceParent = "t" }.ToBytes();

        Assert.Equal("""{"correlationId":"c","causationId":"m","user":"u","traceparent":"t"}""", Encoding.UTF8.GetString(bytes.Span));
    }

    [Fact]
    public void Values_that_are_no_texts_are_given_as_their_JSON()
    {
        var read = EventMetadata.Parse(Encoding.UTF8.GetBytes("""{"user":{"id":7},"n":1.50,"list":[1, 2],"none":null,"yes":true,"user2":"x"}"""));

        Assert.Equal("""{"id":7}""", read.User);
        Assert.Equal(["1.50", "[1, 2]", "null", "true", "x"], read.Others.OrderBy(static one => one.Key).Select(static one => one.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("user=Ada")]
    [InlineData(" ")]
    [InlineData("{\"user\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":\"Ada\"}")]
    public void What_is_no_object_of_Unicode_texts_is_a_typed_error(string metadata)
    {
        var failure = Assert.Throws<InvalidInputException>(() => EventMetadata.Parse(Encoding.UTF8.GetBytes(metadata)));

        Assert.Equal(ErrorCodes.MetadataInvalid, failure.Code);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_a_typed_error()
    {
        byte[] metadata = [.. "{\"user\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        var failure = Assert.Throws<InvalidInputException>(() => EventMetadata.Parse(metadata));

        Assert.Equal(ErrorCodes.MetadataInvalid, failure.Code);
    }

    [Fact]
    public void A_name_that_comes_twice_is_the_last_one()
    {
        var read = EventMetadata.Parse("""{"user":"Ada","user":"Eve"}"""u8.ToArray());

        Assert.Equal("Eve", read.User);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_stored_as_the_replacement_character()
    {
        var read = EventMetadata.Parse(new EventMetadata { User = "a\ud800b" }.ToBytes());

        Assert.Equal("a\ufffdb", read.User);
    }
}
