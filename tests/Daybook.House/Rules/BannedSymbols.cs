using System.Text.RegularExpressions;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>Clocks, sleeps, chance and files are banned in the libraries, and the ban is lifted in the file layer alone.</summary>
public sealed partial class BannedSymbols
{
    private const string List = "eng/BannedSymbols.txt";
    private const string Policy = "eng/Library.targets";
    private const string FileLayer = "src/Daybook.Log/Disk/";

    private static readonly string[] Required =
    [
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
        "M:System.Diagnostics.Stopwatch.GetTimestamp", "M:System.Diagnostics.Stopwatch.StartNew",
        "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Threading.Thread.Sleep(System.TimeSpan)",
        "M:System.Threading.Tasks.Task.Delay(System.Int32)", "M:System.Threading.Tasks.Task.Delay(System.TimeSpan)",
        "P:System.Threading.Tasks.Task`1.Result", "M:System.Guid.NewGuid", "P:System.Random.Shared",
        "T:System.IO.File", "T:System.IO.Directory", "T:System.IO.FileStream", "T:System.IO.RandomAccess",
        "M:System.IO.RandomAccess.FlushToDisk(Microsoft.Win32.SafeHandles.SafeFileHandle)",
        "M:System.IO.FileStream.Flush(System.Boolean)",
    ];

    [Fact]
    public void A_symbol_taken_off_the_list_is_caught() => Check.Catches(List, Violations(
        [new(List, string.Join('\n', Required[1..].Select(symbol => symbol + ";Why."))), Imports]));

    [Fact]
    public void A_list_that_nobody_imports_is_caught() => Check.Catches(Policy, Violations([Whole, new(Policy, "<Project />")]));

    [Theory]
    [InlineData("src/Daybook/Store/A.cs", "#pragma warning disable CA1, RS0030 // Only once.")]
    [InlineData("src/Daybook/Store/A.cs", "[SuppressMessage(\"ApiDesign\", \"RS0030\")]")]
    [InlineData("src/Daybook.Hosting/Daybook.Hosting.csproj", "<NoWarn>RS0030</NoWarn>")]
    [InlineData("src/Daybook.Hosting/Daybook.Hosting.csproj", "<BansClocks>false</BansClocks>")]
    [InlineData(".editorconfig", "[src/**.cs]\ndotnet_diagnostic.RS0030.severity = none")]
    public void A_lifted_ban_is_caught(string path, string text) => Check.Catches(path, Violations([Whole, Imports, new(path, text)]));

    [Fact]
    public void The_file_layer_may_use_files() => Assert.Empty(Violations(
        [Whole, Imports, new(".editorconfig", "[src/Daybook.Log/Disk/**.cs]\ndotnet_diagnostic.RS0030.severity = none\n[*.md]\nindent_size = 2")]));

    [Fact]
    public void The_ban_holds() => Check.Keeps(Violations(
        [Repository.Read(List), Repository.Read(Policy), Repository.Read(".editorconfig"), .. Repository.Files("src/", ".cs", ".csproj", ".props", ".targets", ".editorconfig", ".globalconfig")]));

    [Fact]
    public void Every_project_of_src_follows_the_policy() =>
        Assert.Contains("eng/Library.targets", Repository.Read("src/Directory.Build.targets").Text, StringComparison.Ordinal);

    private static SourceFile Whole => new(List, string.Join('\n', Required.Select(symbol => symbol + ";Why.")));

    private static SourceFile Imports => new(Policy, "<AdditionalFiles Include=\"$(Repository)eng/BannedSymbols.txt\" />");

    private static IEnumerable<Violation> Violations(IReadOnlyList<SourceFile> files)
    {
        var banned = files.Single(file => file.Path == List).Lines.Select(line => line.Split(';')[0]).ToHashSet();
        foreach (var symbol in Required.Where(symbol => !banned.Contains(symbol)))
        {
            yield return new Violation(List, $"{symbol} is not banned.");
        }

        if (!files.Single(file => file.Path == Policy).Text.Contains(List, StringComparison.Ordinal))
        {
            yield return new Violation(Policy, "The list of banned symbols is not imported.");
        }

        foreach (var file in files.Where(file => file.Path != Policy && !file.Path.StartsWith(FileLayer, StringComparison.Ordinal)))
        {
            var text = FileLayerSection().Replace(file.Text, "");
            if (text.Contains("RS0030", StringComparison.Ordinal) || text.Contains("BansClocks", StringComparison.Ordinal))
            {
                yield return new Violation(file.Path, $"The ban is lifted outside {FileLayer}.");
            }
        }
    }

    [GeneratedRegex(@"^\[src/Daybook\.Log/Disk/\*\*\.cs\]\n[^\[]*", RegexOptions.Multiline)]
    private static partial Regex FileLayerSection();
}
