using Daybook.Cli.Tests.Support;

namespace Daybook.Cli.Tests;

public sealed class ScriptTests(Place place) : IClassFixture<Place>
{
    [Fact]
    public async Task The_script_runs_from_another_directory_and_through_a_path_with_spaces()
    {
        var link = place.Of("a checkout");
        Directory.CreateSymbolicLink(link, Tool.Root);
        var elsewhere = Directory.CreateDirectory(place.Of("else where")).FullName;

        var ran = await Tool.BashAsync($"'{link}/daybook' demo --no-serve --store 'my bank'", elsewhere);
        var failed = await Tool.BashAsync($"'{link}/daybook' verify --store none", elsewhere);

        Assert.Equal(0, ran.Code);
        Assert.Contains("1250", ran.Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(elsewhere, "my bank", "log")));
        Assert.Contains($"\n  '{link}/daybook' verify --store 'my bank'\n", ran.Error, StringComparison.Ordinal);
        Assert.Equal(3, failed.Code);
    }
}
