using System.CommandLine;
using System.Globalization;
using Daybook.Cli.Errors;

namespace Daybook.Cli.Arguments;

/// <summary><c>--expect</c>: what a stream must be for an append.</summary>
internal static class Expectation
{
    public static Option<string> Option { get; } = new("--expect")
    {
        DefaultValueFactory = static _ => "any",
        HelpName = "N|none|any|exists",
        Description = "What the stream must be: at revision N, without events, in any state, or with some.",
    };

    public static ExpectedRevision Of(ParseResult parsed) => parsed.GetValue(Option)! switch
    {
        "any" => ExpectedRevision.Any,
        "none" => ExpectedRevision.NoStream,
        "exists" => ExpectedRevision.StreamExists,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) => ExpectedRevision.At(revision),
        var text => throw ToolException.Usage($"--expect takes a revision, none, any or exists, not '{text}'.", "The first event of a stream has revision 0."),
    };
}
