using System.CommandLine;
using Daybook.Cli.Errors;

namespace Daybook.Cli.Arguments;

/// <summary>The options that choose events of all streams by type, tag and category: together one item of a query.</summary>
internal static class Matching
{
    public static Option<string[]> Types { get; } = new("--type") { HelpName = "NAME", Description = "Only events of this type; given several times, of any of them." };

    public static Option<string[]> Tags { get; } = new("--tag") { HelpName = "TAG", Description = "Only events with this tag; given several times, with all of them." };

    public static Option<string?> Category { get; } = new("--category") { HelpName = "NAME", Description = "Only events of streams whose names begin with this, up to the first hyphen." };

    /// <summary>The query of the options that are given; all events without any.</summary>
    public static Query Of(ParseResult parsed)
    {
        var types = parsed.GetValue(Types) ?? [];
        var tags = parsed.GetValue(Tags) ?? [];
        var category = parsed.GetValue(Category);
        return types.Length == 0 && tags.Length == 0 && category is null
            ? Query.All
            : new Query(new QueryItem([.. types.Select(static type => new EventName(type))], [.. tags.Select(static tag => new Tag(tag))], category));
    }

    /// <summary>Refuses a stream beside them: they choose among all streams.</summary>
    public static void ThrowIfBeside(string? stream, ParseResult parsed)
    {
        if (stream is not null && new Option[] { Types, Tags, Category }.FirstOrDefault(option => parsed.GetResult(option) is not null) is { } given)
        {
            throw ToolException.Usage(
                $"{given.Name} chooses events of all streams, and '{stream}' is one stream.",
                $"Leave STREAM out, or {Types.Name}, {Tags.Name} and {Category.Name}. To give several types or tags, repeat the option before each.");
        }
    }
}
