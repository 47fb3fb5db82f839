using Daybook.Cli.Tests.Support;

namespace Daybook.Cli.Tests;

public sealed class ImportTests(Place place) : IClassFixture<Place>
{
    [Fact]
    public async Task A_file_is_imported_once_and_malformed_input_names_its_line()
    {
        var store = place.Of("once");
        var good = place.Write("good.ndjson", "{\"stream\":\"a-1\",\"type\":\"x\",\"data\":{\"n\":1},\"occurredAt\":\"2020-01-01T00:00:00Z\"}\n{\"stream\":\"a-2\",\"type\":\"y\",\"data\":{}}\n");
        var bad = place.Write("bad.ndjson", "{\"stream\":\"a-3\",\"type\":\"x\",\"data\":{}}\n{\"stream\":\n");

        var first = await Tool.RunAsync("import", good, "--store", store);
        var second = await Tool.RunAsync("import", good, "--store", store);
        var refused = await Tool.RunAsync("import", bad, "--json", "--store", store);
        var streams = await Tool.RunAsync("streams", "--store", store);

        Assert.Equal("2 streams, 2 events, 2 added\n", first.Output);
        Assert.Equal("2 streams, 2 events, 0 added\n", second.Output);
        Assert.Equal((2, "import-malformed"), (refused.Code, refused.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal((2, 0), (refused.ErrorJson.GetProperty("line").GetInt32(), refused.ErrorJson.GetProperty("eventsAdded").GetInt32()));
        Assert.Equal("a-1\t0\na-2\t0\n", streams.Output);
    }

    [Fact]
    public async Task The_name_tells_the_format_and_a_map_what_becomes_of_columns()
    {
        var store = place.Of("formats");
        var xes = place.Write("log.xes", """
            <log><trace><string key="concept:name" value="7"/><string key="AMOUNT" value="20"/>
            <event><string key="concept:name" value="SENT"/><date key="time:timestamp" value="2011-10-01T00:38:44.546+02:00"/><int key="n" value="3"><string key="inner" value="kept"/></int></event>
            <event><string key="concept:name" value="DONE"/></event></trace></log>
            """);
        var csv = place.Write("sales.csv", "no,what\n1,tea\n");
        var map = place.Write("map.json", "{\"stream\":\"sale-{no}\",\"type\":\"sold\"}");

        var fromXes = await Tool.RunAsync("import", xes, "--store", store);
        var fromCsv = await Tool.RunAsync("import", csv, "--map", map, "--store", store);
        var read = await Tool.RunAsync("read", "--json", "--store", store);

        Assert.Equal("1 streams, 2 events, 2 added\n", fromXes.Output);
        Assert.Equal("1 streams, 1 events, 1 added\n", fromCsv.Output);
        Assert.Contains("\"type\":\"SENT\"", read.Lines[0], StringComparison.Ordinal);
        Assert.Contains("\"occurredAt\":\"2011-10-01T00:38:44.546+02:00\"", read.Lines[0], StringComparison.Ordinal);
        Assert.Contains("\"n\":{\"value\":3,\"attributes\":{\"inner\":\"kept\"}},\"case\":{\"concept:name\":\"7\",\"AMOUNT\":\"20\"}", read.Lines[0], StringComparison.Ordinal);
        Assert.Contains("\"stream\":\"sale-1\",\"revision\":0,\"type\":\"sold\"", read.Lines[2], StringComparison.Ordinal);
    }
}
