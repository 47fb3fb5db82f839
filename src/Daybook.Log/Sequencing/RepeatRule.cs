using Daybook.Log.Index;

namespace Daybook.Log.Sequencing;

/// <summary>
/// Decides, for one stream, whether a part of an append is new, a repetition, a partial repetition or a conflict. The cases
/// carry the numbers of docs/reference/append.md.
/// </summary>
internal static class RepeatRule
{
    /// <param name="streams">What every stream has, sequenced or durable.</param>
    /// <param name="log">Where ids are read that are no longer in memory.</param>
    /// <param name="part">The part of the append that goes to one stream.</param>
    public static StreamVerdict Judge(StreamIndex streams, IItemIds log, in EncodedStream part)
    {
        var last = streams.LastRevision(part.Stream);
        return part.Expected.Kind == ExpectedKind.Exactly
            ? JudgeExact(streams, log, part, last)
            : JudgeOpen(streams, log, part, last);
    }

    private static StreamVerdict JudgeExact(StreamIndex streams, IItemIds log, in EncodedStream part, long last)
    {
        // Case 1: the stream is where the append expects it. Case 2: it is not even there yet.
        if (last <= part.Expected.Revision)
        {
            return new StreamVerdict(last == part.Expected.Revision ? VerdictKind.New : VerdictKind.Conflict, last);
        }

        // Cases 3 to 5: what follows the expected revision are all, some or none of the append's items.
        var first = part.Expected.Revision + 1;
        var revisions = (first, Math.Min(last, first + part.Count - 1));
        if (!streams.MayHold(part.Stream, revisions, part.Ids))
        {
            return new StreamVerdict(VerdictKind.Conflict, last);
        }

        ReadOnlySpan<Guid> following = streams.Ids(part.Stream, revisions, log);
        return following.SequenceEqual(part.Ids)
            ? new StreamVerdict(VerdictKind.Repeat, first)
            : AnyOf(following, part.Ids, first) ?? new StreamVerdict(VerdictKind.Conflict, last);
    }

    private static StreamVerdict JudgeOpen(StreamIndex streams, IItemIds log, in EncodedStream part, long last)
    {
        // Case 9: StreamExists on a stream that does not.
        if (!part.Expected.Accepts(last))
        {
            return new StreamVerdict(VerdictKind.Conflict, last);
        }

        // Cases 6 to 8: all, some or none of the items stand in the window at the stream's end.
        var first = Math.Max(0, last - Math.Max(LogLimits.RepeatWindowEvents, part.Count) + 1);
        if (first > last || !streams.MayHold(part.Stream, (first, last), part.Ids))
        {
            return new StreamVerdict(VerdictKind.New, last);
        }

        ReadOnlySpan<Guid> window = streams.Ids(part.Stream, (first, last), log);
        for (var rest = window; rest.LastIndexOf(part.Ids[0]) is >= 0 and var at; rest = rest[..at])
        {
            if (window[at..].StartsWith(part.Ids))
            {
                return new StreamVerdict(VerdictKind.Repeat, first + at);
            }
        }

        return AnyOf(window, part.Ids, first) ?? new StreamVerdict(VerdictKind.New, last);
    }

    /// <summary>The first of the recorded ids that the append has too.</summary>
    private static StreamVerdict? AnyOf(ReadOnlySpan<Guid> recorded, ReadOnlySpan<Guid> ids, long first)
    {
        if (recorded.IsEmpty)
        {
            return null;
        }

        HashSet<Guid>? many = ids.Length > 8 ? [.. ids] : null;
        for (var at = 0; at < recorded.Length; at++)
        {
            if (many?.Contains(recorded[at]) ?? ids.Contains(recorded[at]))
            {
                return new StreamVerdict(VerdictKind.Partial, first + at, recorded[at]);
            }
        }

        return null;
    }
}
