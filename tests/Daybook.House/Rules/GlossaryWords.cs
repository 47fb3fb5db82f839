using System.Text.RegularExpressions;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>The public surface speaks the language of the glossary: words that have a better one are not in it.</summary>
public sealed partial class GlossaryWords
{
    private static readonly Dictionary<string, string> Banned = new()
    {
        ["Message"] = "event or signal",
        ["Notification"] = "signal",
        ["Offset"] = "position, or byte in a file",
        ["SequenceNumber"] = "position",
        ["Lsn"] = "position",
        ["Transaction"] = "append, or transfer",
        ["Journal"] = "log",
        ["Repository"] = "aggregate",
        ["UnitOfWork"] = "aggregate",
        ["Bookmark"] = "checkpoint",
        ["Cursor"] = "checkpoint",
        ["Envelope"] = "recorded event",
        ["EventNumber"] = "revision",
        ["Denormalizer"] = "projection",
        ["Version"] = "revision, or schema version",
    };

    private static readonly string[] Allowed = ["FormatVersion", "SchemaVersion"];

    [Theory]
    [InlineData("Daybook.StoreOptions.StreamVersion.get -> long")]
    [InlineData("Daybook.EventNumber")]
    [InlineData("Daybook.Reads.From(long offset) -> void")]
    [InlineData("Daybook.IUnitOfWork.Go() -> void")]
    [InlineData("Daybook.Cursors")]
    public void A_banned_word_is_caught(string line) =>
        Check.Catches("src/PublicAPI.Unshipped.txt:1", Violations([new("src/PublicAPI.Unshipped.txt", line)]));

    [Theory]
    [InlineData("Daybook.StoreInfo.FormatVersion.get -> int")]
    [InlineData("Daybook.StoreRead.WithTime(System.DateTimeOffset offsetting) -> System.Version!")]
    [InlineData("Daybook.Conversion")]
    public void A_word_in_another_is_fine(string line) =>
        Assert.Empty(Violations([new("src/PublicAPI.Unshipped.txt", line)]));

    [Fact]
    public void The_public_surface_has_no_banned_word() =>
        Check.Keeps(Violations(Repository.Files("src/", "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt")));

    private static IEnumerable<Violation> Violations(IEnumerable<SourceFile> surfaces)
    {
        foreach (var file in surfaces)
        {
            foreach (Match identifier in Identifier().Matches(file.Text))
            {
                if (BannedIn(identifier.Groups["own"].Value) is { } word)
                {
                    yield return new Violation(file.At(identifier.Index), $"{identifier.Value} has '{word}'; say {Banned[word]}.");
                }
            }
        }
    }

    private static string? BannedIn(string name)
    {
        var words = Words(Allowed.Aggregate(name, (rest, allowed) => rest.Replace(allowed, "", StringComparison.Ordinal)));
        return Banned.Keys.FirstOrDefault(banned => words.Contains(Words(banned), StringComparison.Ordinal));
    }

    /// <summary>The words of a name, each capitalised, in the singular and between bars.</summary>
    private static string Words(string name) =>
        "|" + string.Concat(Word().Matches(name).Select(word => char.ToUpperInvariant(word.Value[0]) + word.Value[1..].TrimEnd('s') + "|"));

    /// <summary>Names of the base library are not ours to choose.</summary>
    [GeneratedRegex(@"\b(?:System|Microsoft)(?:\.\w+)+|(?<own>\b[A-Za-z_]\w*)")]
    private static partial Regex Identifier();

    [GeneratedRegex("[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();
}
