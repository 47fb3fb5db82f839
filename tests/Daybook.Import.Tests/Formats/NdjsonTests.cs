using System.Text;
using Daybook.Import.Tests.Files;

namespace Daybook.Import.Tests.Formats;

public sealed class NdjsonTests
{
    private const string Id = "0190163d-8694-739b-aea5-966c26f8ad91";

    [Fact]
    public async Task All_fields_of_a_line_are_recorded()
    {
        await using var store = DaybookStore.OpenInMemory();

        var report = await Imports.Ndjson(store, $$$"""
            {"stream":"order-1","type":"placed","data":{"sum": 2.10},"id":"{{{Id}}}","occurredAt":"2011-12-31T15:00:00.5+01:00","tags":["customer:7"],"metadata":{"user":"ada"}}
            """);

        var one = Assert.Single(await Imports.EventsAsync(store, "order-1"));
        Assert.Equal(new ImportReport(1, 1, 1, 0, null), report);
        Assert.Equal("placed", one.Name.Value);
        Assert.Equal(Guid.Parse(Id), one.Id);
        Assert.Equal("""{"sum": 2.10}""", Imports.DataOf(one));
        Assert.Equal("""{"user":"ada"}""", Encoding.UTF8.GetString(one.Metadata.Span));
        Assert.Equal("customer:7", Assert.Single(one.Tags).Value);
        Assert.Equal("2011-12-31T15:00:00.5000000+01:00", one.OccurredAt.ToString("O"));
    }

    [Fact]
    public async Task What_a_line_leaves_out_is_left_out()
    {
        await using var store = DaybookStore.OpenInMemory();

        await Imports.Ndjson(store, """{"type":"t","stream":"s","data":null}""");

        var one = Assert.Single(await Imports.EventsAsync(store, "s"));
        Assert.Equal(one.RecordedAt, one.OccurredAt);
        Assert.Empty(one.Tags);
        Assert.True(one.Metadata.IsEmpty);
        Assert.Equal("null", Imports.DataOf(one));
    }

    [Fact]
    public async Task Empty_lines_a_byte_order_mark_and_carriage_returns_are_passed_over()
    {
        await using var store = DaybookStore.OpenInMemory();

        var report = await Imports.Ndjson(
            store, "\uFEFF{\"stream\":\"s\",\"type\":\"a\",\"data\":1}\r", "", " \r", "{\"stream\":\"s\",\"type\":\"b\",\"data\":2}\r", "");

        Assert.Equal(2, report.Added);
        Assert.Equal(["a", "b"], (await Imports.EventsAsync(store, "s")).Select(static one => one.Name.Value));
    }

    [Fact]
    public async Task An_empty_file_adds_nothing()
    {
        await using var store = DaybookStore.OpenInMemory();

        Assert.Equal(new ImportReport(0, 0, 0, 0, null), await Imports.Ndjson(store, ""));
    }

    [Theory]
    [InlineData("""{"stream":"s","type":"t"}""", "no \"data\"")]
    [InlineData("""{"type":"t","data":1}""", "no \"stream\"")]
    [InlineData("""{"stream":"s","data":1}""", "no \"type\"")]
    [InlineData("""{"stream":"s","type":"t","data":1,"version":2}""", "unknown field \"version\"")]
    [InlineData("""{"stream":"s","type":"t","data":1,"data":2}""", "\"data\" twice")]
    [InlineData("""{"stream":7,"type":"t","data":1}""", "\"stream\" is no text")]
    [InlineData("""{"stream":"","type":"t","data":1}""", "A stream name is empty")]
    [InlineData("""{"stream":"s","type":"t\n","data":1}""", "control character")]
    [InlineData("""{"stream":"s\ud800","type":"t","data":1}""", "surrogate")]
    [InlineData("""{"stream":"s","type":"t","data":1,"id":"7"}""", "\"id\" is no UUID")]
    [InlineData("""{"stream":"s","type":"t","data":1,"occurredAt":"yesterday"}""", "\"occurredAt\" is 'yesterday'")]
    [InlineData("""{"stream":"s","type":"t","data":1,"tags":["a",7]}""", "\"tags\" is no list of texts")]
    [InlineData("""{"stream":"s","type":"t","data":1,"tags":[""]}""", "A tag is empty")]
    [InlineData("""{"stream":"s","type":"t","data":1,"metadata":"ada"}""", "\"metadata\" is no object")]
    [InlineData("""{"stream":"s","type":"t","data":1} {}""", "not a JSON object")]
    [InlineData("""{"stream":"s","type":"t","data":1""", "not a JSON object")]
    [InlineData("""["stream"]""", "not a JSON object")]
    [InlineData("""hello""", "not a JSON object")]
    public async Task A_malformed_line_is_refused_with_its_number(string line, string says)
    {
        await using var store = DaybookStore.OpenInMemory();

        var failure = await Assert.ThrowsAsync<ImportException>(
            () => Imports.Ndjson(store, """{"stream":"s","type":"t","data":1}""", "", line));

        Assert.Equal("import-malformed", failure.Code);
        Assert.Equal(3, failure.Line);
        Assert.StartsWith("Line 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.Empty(await Imports.ContentAsync(store));
    }

    [Fact]
    public async Task More_than_64_tags_are_refused()
    {
        await using var store = DaybookStore.OpenInMemory();
        var tags = string.Join(',', Enumerable.Range(0, 65).Select(static tag => $"\"{tag}\""));

        var failure = await Assert.ThrowsAsync<ImportException>(
            () => Imports.Ndjson(store, $$"""{"stream":"s","type":"t","data":1,"tags":[{{tags}}]}"""));

        Assert.Contains("65 tags", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_is_refused()
    {
        await using var store = DaybookStore.OpenInMemory();
        var options = new ImportOptions { Map = ImportMap.Parse("{}") };

        await Assert.ThrowsAsync<ArgumentException>(
            () => Importer.ImportAsync(store, Imports.Text(""), ImportFormat.Ndjson, options, null, Imports.Ended));
    }
}
