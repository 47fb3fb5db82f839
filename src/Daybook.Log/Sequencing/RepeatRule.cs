using Daybook.Log.Index;

namespace Daybook.Log.Sequencing;

/// <summary>
/// Decides, for one stream, whether a part of an append is new, a repetition, a partial repetition or a conflict. The cases
/// carry the numbers of docs/reference/append.md.
/// </summary>
internal static class RepeatRule
{
    public static StreamVerdict Judge(StreamPostings streams, EncodedStream part)
    {
        var last = streams.LastRevision(part.Stream);
        return part.Expected.Kind == ExpectedKind.Exactly
            ? JudgeExact(streams, part, last)
            : JudgeOpen(streams, part, last);
    }

    private static StreamVerdict JudgeExact(StreamPostings streams, EncodedStream part, long last)
    {
        // Case 1: the stream is where the append expects it. Case 2: it is not even there yet.
        if (last <= part.Expected.Revision)
        {
            return new StreamVerdict(last == part.Expected.Revision ? VerdictKind.New : VerdictKind.Conflict, last);
        }

        // Cases 3 to 5: what follows the expected revision are all, some or none of the append's items.
        var first = part.Expected.Revision + 1;
        return RunAt(streams, part, first, last)
            ?? AnyOf(streams, part, first, Math.Min(last, first + part.Ids.Length - 1))
            ?? new StreamVerdict(VerdictKind.Conflict, last);
    }

    private static StreamVerdict JudgeOpen(StreamPostings streams, EncodedStream part, long last)
    {
        // Case 9: StreamExists on a stream that does not.
        if (!part.Expected.Accepts(last))
        {
            return new StreamVerdict(VerdictKind.Conflict, last);
        }

        // Cases 6 to 8: all, some or none of the items stand in the window at the stream's end.
        var window = Math.Max(LogLimits.RepeatWindowEvents, part.Ids.Length);
        var first = Math.Max(0, last - window + 1);
        for (var revision = last; revision >= first; revision--)
        {
            if (streams.At(part.Stream, revision).Id == part.Ids[0] && RunAt(streams, part, revision, last) is { } repeat)
            {
                return repeat;
            }
        }

        return AnyOf(streams, part, first, last) ?? new StreamVerdict(VerdictKind.New, last);
    }

    private static StreamVerdict? RunAt(StreamPostings streams, EncodedStream part, long first, long last)
    {
        if (first + part.Ids.Length - 1 > last)
        {
            return null;
        }

        for (var index = 0; index < part.Ids.Length; index++)
        {
            if (streams.At(part.Stream, first + index).Id != part.Ids[index])
            {
                return null;
            }
        }

        return new StreamVerdict(VerdictKind.Repeat, first);
    }

    private static StreamVerdict? AnyOf(StreamPostings streams, EncodedStream part, long first, long last)
    {
        if (first > last)
        {
            return null;
        }

        var ids = part.Ids.Length > 8 ? new HashSet<Guid>(part.Ids) : null;
        for (var revision = first; revision <= last; revision++)
        {
            var id = streams.At(part.Stream, revision).Id;
            if (ids?.Contains(id) ?? Array.IndexOf(part.Ids, id) >= 0)
            {
                return new StreamVerdict(VerdictKind.Partial, revision, id);
            }
        }

        return null;
    }
}
