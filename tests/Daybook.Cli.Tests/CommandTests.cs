using Daybook.Cli.Tests.Support;

namespace Daybook.Cli.Tests;

public sealed class CommandTests(Place place) : IClassFixture<Place>
{
    [Fact]
    public async Task Append_takes_its_payload_from_an_argument_an_option_a_file_or_standard_input()
    {
        var store = place.Of("payloads");
        var file = place.Write("payload.json", "\uFEFF{\"from\":\"file\"}\n");

        var made = await Tool.RunAsync("append", "a", "x", "{\"from\":\"argument\"}", "--store", store);
        await Tool.RunAsync("append", "a", "x", "--data", "{\"from\":\"option\"}", "--store", store);
        await Tool.RunAsync("append", "a", "x", "--file", file, "--store", store);
        await Tool.BashAsync($"echo '{{\"from\":\"input\"}}' | $daybook append a x - --store {store}");
        var read = await Tool.RunAsync("read", "a", "--json", "--store", store);

        Assert.Equal(new Ran(0, "position 1, revision 0\n", $"Made a new store at {store}.\n"), made);
        Assert.Equal(
            ["{\"from\":\"argument\"}", "{\"from\":\"option\"}", "{\"from\":\"file\"}", "{\"from\":\"input\"}"],
            read.Lines.Select(static line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("data").GetRawText()));
    }

    [Fact]
    public async Task The_same_append_with_the_same_id_is_recorded_once()
    {
        var store = place.Of("ids");
        string[] append = ["append", "a", "x", "--expect", "none", "--id", "0190163d-8694-739b-aea5-966c26f8ad91", "--tag", "t:1", "--meta", "user=ada", "--occurred-at", "2020-01-01T00:00:00+02:00", "--store", store];

        var first = await Tool.RunAsync(append);
        var second = await Tool.RunAsync(append);
        var read = (await Tool.RunAsync("read", "--json", "--store", store)).Json;

        Assert.Equal("position 1, revision 0\n", first.Output);
        Assert.Equal(new Ran(0, "position 1, revision 0, recorded before\n", ""), second);
        Assert.Equal("0190163d-8694-739b-aea5-966c26f8ad91", read.GetProperty("id").GetString());
        Assert.Equal("2020-01-01T00:00:00+02:00", read.GetProperty("occurredAt").GetString());
        Assert.Equal("{\"user\":\"ada\"}", read.GetProperty("metadata").GetRawText());
        Assert.Equal("[\"t:1\"]", read.GetProperty("tags").GetRawText());
    }

    [Theory]
    [InlineData("1,2,3,4", "read")]
    [InlineData("1,3", "read order-1")]
    [InlineData("2,3", "read --from 2 --to 3")]
    [InlineData("2,3", "read --after 1 --before 4")]
    [InlineData("4,3", "read --backwards --limit 2")]
    [InlineData("3", "read order-1 --after 0")]
    [InlineData("1", "read order-1 --as-of 0")]
    [InlineData("1,2", "read --as-of 2")]
    [InlineData("1,2", "read --as-of 2 --before 9")]
    [InlineData("1", "read --as-of 2 --before 2")]
    [InlineData("2,1", "read --as-of 2 --backwards")]
    [InlineData("", "read --as-of 2020-06-30")]
    [InlineData("", "read --as-of 2020-06-30T10:00:00+02:00")]
    [InlineData("", "read --as-of -1h")]
    [InlineData("1,2,3,4", "read --as-of now")]
    [InlineData("", "read order-1 --after 7")]
    public async Task Read_shows_the_part_that_was_asked_for(string positions, string line)
    {
        var ran = await Tool.RunAsync([.. line.Split(' '), "--store", place.Store]);

        Assert.Equal(0, ran.Code);
        Assert.Equal(positions, string.Join(',', ran.Lines.Select(static row => row.Split('\t')[0])));
    }

    [Theory]
    [InlineData("01/02/2026")]
    [InlineData("3 PM")]
    [InlineData("2026-13-01")]
    [InlineData("-2w")]
    public async Task A_text_that_is_no_instant_is_refused_with_the_forms_that_are(string text)
    {
        var ran = await Tool.RunAsync("state", "order-1", "--effective-at", text, "--store", place.Store);

        Assert.Equal(2, ran.Code);
        Assert.Contains($"not '{text}'. Write an instant as 2026-01-31T15:00:00Z", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_are_listed_page_by_page()
    {
        var first = await Tool.RunAsync("streams", "--limit", "2", "--store", place.Store);
        var second = await Tool.RunAsync("streams", "--after", "order-1", "--store", place.Store);
        var prefix = await Tool.RunAsync("streams", "--prefix", "order-", "--store", place.Store);

        Assert.Equal(new Ran(0, "Kunde-ß\t0\norder-1\t1\n", "There is more: go on with --after order-1.\n"), first);
        Assert.Equal(new Ran(0, "order-2\t0\n", ""), second);
        Assert.Equal("order-1\t1\norder-2\t0\n", prefix.Output);
    }

    [Fact]
    public async Task State_is_the_merge_of_the_payloads_and_says_that_it_is_generic()
    {
        var now = (await Tool.RunAsync("state", "order-1", "--json", "--store", place.Store)).Json;
        var before = (await Tool.RunAsync("state", "order-1", "--as-of", "0", "--json", "--store", place.Store)).Json;
        var effective = (await Tool.RunAsync("state", "order-1", "--effective-at", "2020-01-02", "--json", "--store", place.Store)).Json;
        var reordered = (await Tool.RunAsync("state", "order-1", "--effective-at", "2020-01-09", "--json", "--store", place.Store)).Json;
        var text = await Tool.RunAsync("state", "order-1", "--store", place.Store);

        Assert.Equal("{\"sum\":7,\"by\":\"ada\"}", now.GetProperty("state").GetRawText());
        Assert.Equal((1, "changed", "generic merge"), (now.GetProperty("revision").GetInt32(), now.GetProperty("lastEvent").GetString(), now.GetProperty("fold").GetString()));
        Assert.Equal("{\"sum\":5,\"by\":\"ada\",\"gift\":true}", before.GetProperty("state").GetRawText());
        Assert.Equal("{\"sum\":7}", effective.GetProperty("state").GetRawText());
        Assert.Equal("{\"sum\":5,\"by\":\"ada\",\"gift\":true}", reordered.GetProperty("state").GetRawText());
        Assert.Equal("stream      order-1\nrevision    1\nlast event  changed\nfold        generic merge of 2 payloads (RFC 7396)\n\n{\n  \"sum\": 7,\n  \"by\": \"ada\"\n}\n", text.Output);
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("no json")]
    public async Task What_cannot_be_merged_is_told_and_is_no_crash(string payload)
    {
        var store = place.Of($"merge-{payload.Length}");
        await Tool.RunAsync("append", "a", "x", payload, "--raw", "--store", store);

        var ran = await Tool.RunAsync("state", "a", "--json", "--store", store);

        Assert.Equal((1, "state-not-mergeable"), (ran.Code, ran.ErrorJson.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_demo_leaves_a_store_whose_record_answers_what_it_says()
    {
        var store = place.Of("demo");
        var demo = (await Tool.RunAsync("demo", "--json", "--store", store)).Json;

        var atThree = await Tool.RunAsync("read", "--as-of", demo.GetProperty("threePm").GetString()!, "--store", store);
        var verify = await Tool.RunAsync("verify", "--store", store);

        Assert.Equal(4, atThree.Lines.Length);
        Assert.Equal(new Ran(0, "sound: 5 events of 1 streams checked\n", ""), verify);
    }
}
