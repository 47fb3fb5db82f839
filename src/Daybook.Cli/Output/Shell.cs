using System.CommandLine;
using Daybook.Cli.Arguments;

namespace Daybook.Cli.Output;

/// <summary>Where a command puts its data and its talk, and what the other side of them is.</summary>
internal sealed class Shell
{
    public Shell(ParseResult parsed)
    {
        IsJson = IsSet(parsed, Shared.Json);
        IsDumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
        WantsColor = !IsDumb && !IsSet(parsed, Shared.NoColor) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        Talk = new Talk(Data, IsJson, WantsColor && IsErrorTerminal);
    }

    public DataOutput Data { get; } = DataOutput.Standard();

    public Talk Talk { get; }

    public bool IsJson { get; }

    public bool IsOutputTerminal { get; } = !Console.IsOutputRedirected;

    public bool IsErrorTerminal { get; } = !Console.IsErrorRedirected;

    /// <summary>True for a terminal that can only print.</summary>
    public bool IsDumb { get; }

    /// <summary>True when nobody has said that there shall be no colours.</summary>
    public bool WantsColor { get; }

    public bool UsesColor => WantsColor && IsOutputTerminal;

    /// <summary>Also of a command line with errors in other places.</summary>
    private static bool IsSet(ParseResult parsed, Option<bool> option) =>
        parsed.GetResult(option) is { Implicit: false } given && !given.Errors.Any() && given.GetValueOrDefault<bool>();
}
