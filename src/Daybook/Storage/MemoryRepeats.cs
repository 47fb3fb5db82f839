namespace Daybook.Storage;

/// <summary>The rules of repetition of docs/reference/append.md over a plain list.</summary>
internal static class MemoryRepeats
{
    private const int WindowEvents = 1_000;

    public static bool Accepts(ExpectedRevision expected, int count) => expected.Match(
        static () => true,
        () => count == 0,
        () => count > 0,
        revision => count == revision.Value + 1);

    /// <summary>The recorded events that a part of an append repeats; null when it repeats none.</summary>
    /// <exception cref="EventIdReusedException">It repeats some.</exception>
    public static IReadOnlyList<RecordedEvent>? Find(List<RecordedEvent> stream, StreamEvents part)
    {
        var window = Window(stream, part);
        var ids = part.Events.Select(static one => one.Id).ToArray();
        for (var first = window.Count - ids.Length; first >= 0; first--)
        {
            var run = window.GetRange(first, ids.Length);
            if (run.Select(static one => one.Id).SequenceEqual(ids))
            {
                return run;
            }
        }

        return window.Find(one => ids.Contains(one.Id)) is { } found
            ? throw new EventIdReusedException(found.Stream, found.Id, found.Revision)
            : null;
    }

    private static List<RecordedEvent> Window(List<RecordedEvent> stream, StreamEvents part)
    {
        List<RecordedEvent> After(long revision) => [.. stream.Skip((int)Math.Min(revision + 1, int.MaxValue)).Take(part.Events.Count)];
        List<RecordedEvent> Last() => [.. stream.TakeLast(Math.Max(WindowEvents, part.Events.Count))];
        return part.Expected.Match(Last, () => After(-1), Last, revision => After(revision.Value));
    }
}
