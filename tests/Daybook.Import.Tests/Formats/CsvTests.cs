using Daybook.Import.Tests.Files;

namespace Daybook.Import.Tests.Formats;

public sealed class CsvTests
{
    private const string Map = """
        {
          "stream": "order-{InvoiceNo}",
          "type": "line-sold",
          "occurredAt": "InvoiceDate",
          "tags": ["product:{StockCode}", "customer:{CustomerID}"],
          "data": { "text": "Description", "quantity": { "column": "Quantity", "as": "number" }, "gift": { "as": "boolean" } }
        }
        """;

    private const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,CustomerID,gift";

    [Fact]
    public async Task A_record_becomes_an_event_as_the_map_says()
    {
        await using var store = DaybookStore.OpenInMemory();

        var report = await Imports.Csv(
            store, Map, Header, "536365,85123A,\"HOLDER, \"\"WHITE\"\"\nLARGE\",6.10,2010-12-01 08:26:00,17850,true", "536365,71053,,-1,2010-12-01 08:27:00,,");

        var events = await Imports.EventsAsync(store, "order-536365");
        Assert.Equal(new ImportReport(1, 2, 2, 0, null), report);
        Assert.Equal("line-sold", events[0].Name.Value);
        Assert.Equal("2010-12-01T08:26:00.0000000+00:00", events[0].OccurredAt.ToString("O"));
        Assert.Equal(["product:85123A", "customer:17850"], events[0].Tags.Select(static tag => tag.Value));
        Assert.Equal("""{"text":"HOLDER, \"WHITE\"\nLARGE","quantity":6.10,"gift":true}""", Imports.DataOf(events[0]));
        Assert.Equal(["product:71053"], events[1].Tags.Select(static tag => tag.Value));
        Assert.Equal("""{"quantity":-1}""", Imports.DataOf(events[1]));
    }

    [Fact]
    public async Task Without_data_in_the_map_all_columns_are_kept_as_text()
    {
        await using var store = DaybookStore.OpenInMemory();

        await Imports.Csv(store, """{ "stream": "{a}", "type": "{b}", "delimiter": ";" }""", "a;b;c", "s;t;1.5");

        var one = Assert.Single(await Imports.EventsAsync(store, "s"));
        Assert.Equal("t", one.Name.Value);
        Assert.Equal("""{"a":"s","b":"t","c":"1.5"}""", Imports.DataOf(one));
    }

    [Fact]
    public async Task A_time_is_read_in_the_format_and_with_the_offset_of_the_map()
    {
        await using var store = DaybookStore.OpenInMemory();
        var map = """{ "stream": "s", "type": "t", "occurredAt": { "column": "at", "format": "dd.MM.yyyy HH:mm", "offset": "+01:00" } }""";

        await Imports.Csv(store, map, "at", "31.12.2011 15:00");

        Assert.Equal("2011-12-31T15:00:00.0000000+01:00", Assert.Single(await Imports.EventsAsync(store, "s")).OccurredAt.ToString("O"));
    }

    [Fact]
    public async Task An_offset_in_the_file_wins_over_that_of_the_map()
    {
        await using var store = DaybookStore.OpenInMemory();
        var map = """{ "stream": "s", "type": "t", "occurredAt": { "column": "at", "offset": "+01:00" } }""";

        await Imports.Csv(store, map, "at", "2011-12-31T15:00:00Z", "2011-12-31T15:00:00");

        var events = await Imports.EventsAsync(store, "s");
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromHours(1)], events.Select(static one => one.OccurredAt.Offset));
    }

    [Fact]
    public async Task Ids_of_the_map_are_taken_or_made_of_their_text()
    {
        await using var store = DaybookStore.OpenInMemory();
        var map = """{ "stream": "s", "type": "t", "id": "{id}" }""";

        await Imports.Csv(store, map, "id,n", "0190163d-8694-739b-aea5-966c26f8ad91,1", "r-1,2");
        var report = await Imports.Csv(store, map, "id,n", "r-1,changed", "r-2,3");

        var events = await Imports.EventsAsync(store, "s");
        Assert.Equal((1L, 1L), (report.Added, report.AlreadyThere));
        Assert.Equal(Guid.Parse("0190163d-8694-739b-aea5-966c26f8ad91"), events[0].Id);
        Assert.Equal(8, events[1].Id.Version);
        Assert.Equal(3, events.Count);
    }

    [Theory]
    [InlineData("536365,85123A,HOLDER", "not CSV")]
    [InlineData("536365,85123A,HOL\"DER,6,2010-12-01 08:26:00,1,true", "not CSV")]
    [InlineData("536365,85123A,\"HOLDER,6,2010-12-01 08:26:00,1,true", "not CSV")]
    [InlineData(",85123A,HOLDER,6,2010-12-01 08:26:00,1,true", "\"InvoiceNo\" is empty")]
    [InlineData("536365,85123A,HOLDER,six,2010-12-01 08:26:00,1,true", "holds 'six', which is no number")]
    [InlineData("536365,85123A,HOLDER,007,2010-12-01 08:26:00,1,true", "holds '007', which is no number")]
    [InlineData("536365,85123A,HOLDER,6,2010-12-01 08:26:00,1,ja", "holds 'ja', which is no boolean")]
    [InlineData("536365,85123A,HOLDER,6,12/1/2010,1,true", "holds '12/1/2010', which is no time")]
    [InlineData("536365,85123A,HOLDER,6,,1,true", "holds '', which is no time")]
    [InlineData("536\u0001,85123A,HOLDER,6,2010-12-01 08:26:00,1,true", "control character")]
    public async Task A_malformed_record_is_refused_with_its_line(string record, string says)
    {
        await using var store = DaybookStore.OpenInMemory();

        var failure = await Assert.ThrowsAsync<ImportException>(
            () => Imports.Csv(store, Map, Header, "536365,85123A,\"two\nlines\",6,2010-12-01 08:26:00,1,true", record));

        Assert.Equal(4, failure.Line);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.Empty(await Imports.ContentAsync(store));
    }

    [Theory]
    [InlineData("a,a", "two columns \"a\"")]
    [InlineData("a,b", "names a column \"InvoiceNo\"")]
    [InlineData("", "names a column \"InvoiceNo\"")]
    public async Task Columns_that_do_not_fit_the_map_are_refused(string header, string says)
    {
        await using var store = DaybookStore.OpenInMemory();

        var failure = await Assert.ThrowsAsync<ImportException>(() => Imports.Csv(store, Map, header, "1,2"));

        Assert.Equal(1, failure.Line);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_is_required_and_must_name_stream_and_type()
    {
        await using var store = DaybookStore.OpenInMemory();

        await Assert.ThrowsAsync<ArgumentException>(
            () => Importer.ImportAsync(store, Imports.Text("a"), ImportFormat.Csv, null, null, Imports.Ended));
        await Assert.ThrowsAsync<ArgumentException>(() => Imports.Csv(store, """{ "stream": "s" }""", "a"));
    }
}
