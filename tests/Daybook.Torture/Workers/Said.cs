using System.Globalization;
using Daybook.Torture.Worker;

namespace Daybook.Torture.Workers;

/// <summary>What a worker said until its end.</summary>
internal sealed class Said(IReadOnlyList<string> lines, int exitCode)
{
    public IReadOnlyList<string> Lines => lines;

    public int ExitCode => exitCode;

    /// <summary>Whether it ended by a kill -9, itself or the program that it ran under.</summary>
    public bool WasKilled => exitCode == 128 + 9;

    public bool IsOpened => lines.Contains("open");

    public IReadOnlyList<Turn> Tried => field ??= [.. Words(lines, "try").Select(static words => Turn.Parse(words[1]))];

    public IReadOnlyDictionary<Turn, long> Acknowledged => field ??= Words(lines, "ack")
        .ToDictionary(static words => Turn.Parse(words[1]), static words => long.Parse(words[2], CultureInfo.InvariantCulture));

    /// <summary>Codes with which appends failed.</summary>
    public IReadOnlyList<string> Failures => field ??= [.. Words(lines, "failed").Select(static words => words[2])];

    /// <summary>Codes with which opening, closing or reading failed.</summary>
    public IReadOnlyList<string> Refusals => field ??=
        [.. Words(lines, "refused").Concat(Words(lines, "unread")).Select(static words => words[1])];

    /// <summary>How many events reads found.</summary>
    public IReadOnlyList<int> Saw => field ??=
        [.. Words(lines, "saw").Select(static words => int.Parse(words[1], CultureInfo.InvariantCulture))];

    /// <summary>Errors that have no code, and what the runtime itself had to say.</summary>
    public IReadOnlyList<string> Unexpected => field ??= [.. lines.Where(static line =>
        line.StartsWith("unexpected", StringComparison.Ordinal) || line.StartsWith("error", StringComparison.Ordinal))];

    public override string ToString() => string.Join('\n', lines);

    private static IEnumerable<string[]> Words(IReadOnlyList<string> lines, string first) =>
        lines.Select(static line => line.Split(' ')).Where(words => words[0] == first);
}
