using Daybook.Cli.Tests.Support;

namespace Daybook.Cli.Tests;

/// <summary><c>close</c> and <c>truncate</c>.</summary>
public sealed class StreamTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("daybook-cli-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_closed_stream_is_read_and_takes_nothing()
    {
        await AppendAsync("a", 2);

        var closed = await RunAsync("close", "a", "--expect", "1");
        var again = await RunAsync("close", "a", "--json");
        var refused = await RunAsync("append", "a", "noted", "{}");
        var read = await RunAsync("read", "a");

        Assert.Equal(new Ran(0, "closed by revision 2\n", ""), closed);
        Assert.Equal("""{"stream":"a","position":3,"revision":2,"wasRepeat":true}""", again.Lines[0]);
        Assert.Equal(4, refused.Code);
        Assert.Contains("closed by its revision 2", refused.Error, StringComparison.Ordinal);
        Assert.Equal(3, read.Lines.Length);
    }

    [Fact]
    public async Task A_truncated_stream_is_read_from_a_revision_on_and_the_record_is_whole()
    {
        await AppendAsync("a", 3);

        var truncated = await RunAsync("truncate", "a", "--before", "2");
        var stream = await RunAsync("read", "a");
        var all = await RunAsync("read");
        var shown = await RunAsync("truncate", "a", "--before", "0", "--json");

        Assert.Equal(new Ran(0, "reads begin with revision 2; recorded at position 4\n", ""), truncated);
        Assert.Single(stream.Lines);
        Assert.Equal(4, all.Lines.Length);
        Assert.Equal("""{"stream":"a","before":0,"position":5}""", shown.Lines[0]);
        Assert.Equal(3, (await RunAsync("read", "a")).Lines.Length);
    }

    [Theory]
    [InlineData(3, "close", "b")]
    [InlineData(3, "truncate", "b", "--before", "0")]
    [InlineData(2, "truncate", "a", "--before", "9")]
    [InlineData(2, "truncate", "a")]
    [InlineData(4, "close", "a", "--expect", "7")]
    public async Task What_cannot_be_done_says_why_and_writes_nothing(int code, params string[] words)
    {
        await AppendAsync("a", 1);

        var ran = await RunAsync(words);

        Assert.Equal(code, ran.Code);
        Assert.NotEmpty(ran.Error);
        Assert.Single((await RunAsync("read")).Lines);
    }

    [Fact]
    public async Task Neither_makes_a_store()
    {
        Assert.Equal(3, (await RunAsync("close", "a")).Code);
        Assert.Equal(3, (await RunAsync("truncate", "a", "--before", "0")).Code);
        Assert.False(Directory.Exists(Store));
    }

    private string Store => Path.Combine(directory, "store");

    private async Task AppendAsync(string stream, int count)
    {
        for (var number = 0; number < count; number++)
        {
            Assert.Equal(0, (await RunAsync("append", stream, "noted", "{}")).Code);
        }
    }

    private Task<Ran> RunAsync(params string[] words) => Tool.RunAsync([.. words, "--store", Store]);
}
