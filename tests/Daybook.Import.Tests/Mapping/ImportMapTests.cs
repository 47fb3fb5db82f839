namespace Daybook.Import.Tests.Mapping;

public sealed class ImportMapTests
{
    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "The map is not a JSON object")]
    [InlineData("""{ "stream": "a", "stream": "b" }""", "has a member twice")]
    [InlineData("""{ "streams": "a" }""", "member \"streams\"")]
    [InlineData("""{ "stream": "a-{b" }""", "braces that do not match")]
    [InlineData("""{ "stream": "a-{}" }""", "braces that do not match")]
    [InlineData("""{ "stream": "a}" }""", "braces that do not match")]
    [InlineData("""{ "stream": "" }""", "not a text with at least one character")]
    [InlineData("""{ "type": 7 }""", "not a text with at least one character")]
    [InlineData("""{ "occurredAt": {} }""", "no \"column\"")]
    [InlineData("""{ "occurredAt": { "column": "a", "zone": "b" } }""", "member \"zone\"")]
    [InlineData("""{ "occurredAt": { "column": "a", "offset": "CET" } }""", "\"occurredAt.offset\" is 'CET'")]
    [InlineData("""{ "tags": "a" }""", "\"tags\" is no list")]
    [InlineData("""{ "data": { "a": { "as": "money" } } }""", "\"data.a\" is to be 'money'")]
    [InlineData("""{ "delimiter": ";;" }""", "\"delimiter\" is not one character")]
    public void A_map_that_says_something_unknown_is_refused(string json, string says)
    {
        var failure = Assert.Throws<ImportException>(() => ImportMap.Parse(json));

        Assert.Equal("import-map-invalid", failure.Code);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_that_is_not_JSON_is_refused_with_its_line()
    {
        var failure = Assert.Throws<ImportException>(() => ImportMap.Parse("{\n  \"stream\": order\n}"));

        Assert.Equal(2, failure.Line);
    }
}
