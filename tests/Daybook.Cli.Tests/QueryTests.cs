using Daybook.Cli.Tests.Support;

namespace Daybook.Cli.Tests;

/// <summary><c>read</c> by type, tag and category.</summary>
public sealed class QueryTests(QueryTests.Orders orders) : IClassFixture<QueryTests.Orders>
{
    [Theory]
    [InlineData("1,3,6", "--type placed")]
    [InlineData("1,2,3,6", "--type placed --type changed")]
    [InlineData("1,2,4,6", "--tag customer:7")]
    [InlineData("2,6", "--tag customer:7 --tag gift")]
    [InlineData("2,6", "--tag gift --tag customer:7 --tag gift")]
    [InlineData("1,2,3", "--category order")]
    [InlineData("5", "--category notes")]
    [InlineData("1,6", "--type placed --tag customer:7")]
    [InlineData("2", "--type placed --type changed --tag gift --tag customer:7 --category order")]
    [InlineData("", "--type Placed")]
    [InlineData("", "--tag customer:7 --tag customer:8")]
    [InlineData("", "--type received --category order")]
    [InlineData("2,4,6", "--tag customer:7 --from 2")]
    [InlineData("4,6", "--tag customer:7 --after 2")]
    [InlineData("1,2", "--tag customer:7 --to 3")]
    [InlineData("1,2", "--tag customer:7 --before 4")]
    [InlineData("6,4", "--tag customer:7 --backwards --limit 2")]
    [InlineData("4,2,1", "--tag customer:7 --backwards --from 5")]
    [InlineData("1,2", "--tag customer:7 --as-of 3")]
    [InlineData("4,2", "--tag customer:7 --as-of 4 --backwards --limit 2")]
    [InlineData("", "--tag customer:7 --as-of 2020-06-30")]
    [InlineData("1,2,4,6", "--tag customer:7 --as-of now")]
    public async Task Events_that_match_are_shown_from_the_part_that_was_asked_for(string positions, string options)
    {
        var ran = await Tool.RunAsync(["read", .. options.Split(' '), "--store", orders.Store]);

        Assert.Equal(0, ran.Code);
        Assert.Equal(positions, string.Join(',', ran.Lines.Select(static row => row.Split('\t')[0])));
    }

    [Fact]
    public async Task As_json_a_line_is_what_a_read_of_everything_writes()
    {
        var all = await Tool.RunAsync("read", "--json", "--store", orders.Store);

        var matching = await Tool.RunAsync("read", "--tag", "customer:7", "--category", "order", "--json", "--store", orders.Store);

        Assert.Equal(new Ran(0, $"{all.Lines[0]}\n{all.Lines[1]}\n", ""), matching);
    }

    [Fact]
    public async Task Pages_go_on_behind_the_position_that_the_last_one_told()
    {
        var first = await Tool.RunAsync("read", "--tag", "customer:7", "--limit", "3", "--store", orders.Store);
        var second = await Tool.RunAsync("read", "--tag", "customer:7", "--limit", "3", "--after", "4", "--store", orders.Store);

        Assert.Equal((3, "There is more: go on with --after 4.\n"), (first.Lines.Length, first.Error));
        Assert.Equal((1, ""), (second.Lines.Length, second.Error));
    }

    [Theory]
    [InlineData("--type chooses events of all streams, and 'order-1' is one stream.", "order-1", "--type", "placed")]
    [InlineData("--tag chooses events of all streams, and 'order-1' is one stream.", "--tag", "gift", "order-1", "--limit", "1")]
    [InlineData("--category chooses events of all streams, and 'order-1' is one stream.", "order-1", "--category", "order")]
    [InlineData("--type chooses events of all streams, and 'changed' is one stream.", "--type", "placed", "changed")]
    public async Task Beside_a_stream_they_are_refused(string expected, params string[] arguments)
    {
        var ran = await Tool.RunAsync(["read", .. arguments, "--store", orders.Store]);

        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.StartsWith($"error usage: {expected}\n", ran.Error, StringComparison.Ordinal);
        Assert.Contains("Leave STREAM out", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name-invalid", "An event name is empty", "--type", "")]
    [InlineData("name-invalid", "A tag has a control character", "--tag", "a\tb")]
    [InlineData("name-invalid", "A category is empty", "--category", "")]
    [InlineData("query-invalid", "Name 'order'", "--category", "order-1")]
    [InlineData("usage", "--category", "--category", "order", "--category", "payment")]
    [InlineData("usage", "--tag", "--tag")]
    public async Task A_wrong_name_has_its_code(string code, string expected, params string[] options)
    {
        var ran = await Tool.RunAsync(["read", "--json", "--store", orders.Store, .. options]);

        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.Equal(code, ran.ErrorJson.GetProperty("code").GetString());
        Assert.Contains(expected, ran.ErrorJson.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_types_and_tags_than_a_query_has_are_refused()
    {
        var types = await Tool.RunAsync(["read", "--json", "--store", orders.Store, .. Enumerable.Range(0, 101).SelectMany(static number => new[] { "--type", $"t{number}" })]);
        var tags = await Tool.RunAsync(["read", "--json", "--store", orders.Store, .. Enumerable.Range(0, 65).SelectMany(static number => new[] { "--tag", $"t{number}" })]);

        Assert.All([types, tags], static ran =>
            Assert.Equal((2, "limit-exceeded"), (ran.Code, ran.ErrorJson.GetProperty("code").GetString())));
    }

    /// <summary>A store whose events have types, tags and categories.</summary>
    public sealed class Orders : IAsyncLifetime
    {
        private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("daybook-cli-query-");

        public string Store => Path.Combine(directory.FullName, "store");

        public async ValueTask InitializeAsync()
        {
            await using var store = await DaybookStore.OpenAsync(Store);
            foreach (var (stream, type, tags) in new (string, string, Tag[])[]
            {
                ("order-1", "placed", ["customer:7"]),
                ("order-1", "changed", ["customer:7", "gift"]),
                ("order-2", "placed", ["customer:8"]),
                ("payment-1", "received", ["customer:7"]),
                ("notes", "noted", []),
                ("quote-1", "placed", ["gift", "customer:7"]),
            })
            {
                await store.AppendAsync(stream, ExpectedRevision.Any, [new NewEvent(type, "{}"u8.ToArray()) { Tags = tags }]);
            }
        }

        public ValueTask DisposeAsync()
        {
            directory.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
