using System.Globalization;

namespace Daybook.Torture;

/// <summary>
/// What racers in a killed process did and were told, in the order in which they said it, against the record that was
/// recovered. The order of the record must be one in which every call can have had its effect between its two lines.
/// </summary>
internal sealed class RaceHistory(IReadOnlyList<string[]> lines, long begunAt)
{
    private readonly Dictionary<string, Call> pending = [];
    private readonly List<string> faults = [];

    public int Refused { get; private set; }

    public int Acknowledged { get; private set; }

    /// <summary>Appends that were not answered and are there all the same.</summary>
    public int Unanswered { get; private set; }

    public IReadOnlyList<string> FaultsAgainst(RaceRecord record)
    {
        var ceilings = Ceilings(record);
        var known = begunAt;
        for (var at = 0; at < lines.Count; at++)
        {
            var words = lines[at];
            switch (words[0])
            {
                case "read":
                    pending[words[1]] = new Call(Guid.Empty, 0, known, Items(words[2..]));
                    break;
                case "try":
                    pending[words[1]] = new Call(Guid.Parse(words[2]), Number(words[3]), known, Items(words[4..]));
                    break;
                case "saw" or "ack" or "refused":
                    pending.Remove(words[1], out var call);
                    var position = Number(words[2]);
                    Judge(record, string.Join(' ', words), words[0], call!, position, ceilings[at]);
                    known = Math.Max(known, position);
                    break;
            }
        }

        foreach (var call in pending.Values.Where(call => record.PositionOf(call.Id) is not null))
        {
            Unanswered++;
            Note($"unanswered {call.Id}", record.FaultOfAppend(call.Items, call.After, call.Known, record.PositionOf(call.Id)!.Value));
        }

        return faults;
    }

    /// <summary>For each line: what is recorded of calls that began after it stands above this.</summary>
    private long[] Ceilings(RaceRecord record)
    {
        var ceilings = new long[lines.Count];
        var ceiling = record.Head;
        for (var at = lines.Count - 1; at >= 0; at--)
        {
            ceilings[at] = ceiling;
            if (lines[at][0] == "try" && record.PositionOf(Guid.Parse(lines[at][2])) is { } position)
            {
                ceiling = Math.Min(ceiling, position - 1);
            }
        }

        return ceilings;
    }

    private void Judge(RaceRecord record, string line, string answer, Call call, long position, long ceiling)
    {
        switch (answer)
        {
            case "ack":
                Acknowledged++;
                Note(line, record.PositionOf(call.Id) != position ? $"it is at {record.PositionOf(call.Id)}" : record.FaultOfAppend(call.Items, call.After, call.Known, position));
                break;
            case "refused":
                Refused++;
                Note(line, record.PositionOf(call.Id) is { } there ? $"it is at {there}" : record.FaultOfMatch(call.Items, call.After, call.Known, ceiling, position));
                break;
            case "saw" when position == 0:
                Note(line, record.LastMatch(call.Items, 0, call.Known) is > 0 and var match ? $"{match} matches and was known before" : null);
                break;
            default:
                Note(line, record.FaultOfMatch(call.Items, 0, call.Known, ceiling, position));
                break;
        }
    }

    private void Note(string what, string? fault)
    {
        if (fault is not null)
        {
            faults.Add($"{what}: {fault}");
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static RaceItem[] Items(string[] words) => Array.ConvertAll(words, static word =>
    {
        var numbers = Array.ConvertAll(word.Split(','), static text => (int)Number(text));
        return new RaceItem(numbers[0], numbers[1], numbers[2]);
    });

    private sealed record Call(Guid Id, long After, long Known, RaceItem[] Items);
}
