using System.CommandLine;
using System.CommandLine.Parsing;
using Daybook.Cli.Arguments;

namespace Daybook.Cli.Errors;

/// <summary>What is wrong with a command line, and what may have been meant.</summary>
internal static class UsageErrors
{
    /// <summary>The error; null when the command line can be run.</summary>
    public static ToolError? Of(ParseResult parsed)
    {
        var word = StrayWord(parsed);
        if (word is null && parsed.Errors.Count == 0)
        {
            return null;
        }

        var command = parsed.CommandResult.Command;
        var line = parsed.CommandResult.Parent is null ? Invocation.Tool : $"{Invocation.Tool} {command.Name}";
        var remedy = $"Run {line} --help to see what there is.";
        if (word is null)
        {
            return new ToolError("usage", ExitCodes.Usage, string.Join(' ', parsed.Errors.Select(static one => one.Message).Distinct()), remedy);
        }

        var isOption = word.StartsWith('-');
        var meant = Spelling.Nearest(word, isOption ? OptionsOf(parsed) : command.Subcommands.Select(static one => one.Name));
        var what = isOption ? "an option" : command.Subcommands.Count > 0 ? "a command" : "expected there";
        return new ToolError("usage", ExitCodes.Usage, $"'{word}' is not {what}.{(meant is null ? "" : $" Did you mean '{meant}'?")}", remedy);
    }

    /// <summary>A word that nobody takes, or an unknown option that the parser took for an argument.</summary>
    private static string? StrayWord(ParseResult parsed)
    {
        if (parsed.Action is { ClearsParseErrors: true })
        {
            return null;
        }

        var isBehindDoubleDash = parsed.Tokens.Any(static token => token.Type == TokenType.DoubleDash);
        var taken = isBehindDoubleDash ? [] : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(static result => result.Tokens);
        return taken.Select(static token => token.Value).Where(static word => IsOption(word))
            .Concat(parsed.UnmatchedTokens)
            .Select(static word => word.StartsWith("--", StringComparison.Ordinal) ? word.Split('=')[0] : word)
            .FirstOrDefault();
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);

    private static IEnumerable<string> OptionsOf(ParseResult parsed)
    {
        var options = parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options.Where(static one => one.Recursive));
        return options.Where(static one => !one.Hidden).SelectMany(static one => one.Aliases.Prepend(one.Name)).Where(static name => name.StartsWith("--", StringComparison.Ordinal));
    }
}
