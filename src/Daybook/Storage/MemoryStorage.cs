namespace Daybook.Storage;

/// <summary>
/// A store in memory, for tests and short lives: the contract written down as plainly as it can be, without any of the log's
/// code, so that each can be checked against the other.
/// </summary>
internal sealed class MemoryStorage(TimeProvider time) : IStorage
{
    private const int BatchEvents = 512;

    private readonly Lock gate = new();
    private readonly List<RecordedEvent> events = [];
    private readonly Dictionary<string, List<RecordedEvent>> streams = new(StringComparer.Ordinal);
    private readonly Guid storeId = new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    public ValueTask<AppendOutcome> AppendAsync(
        IReadOnlyList<StreamEvents> append, IReadOnlyList<AppendCondition> conditions, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            var repeats = new List<IReadOnlyList<RecordedEvent>>();
            foreach (var part in append)
            {
                var stream = StreamOf(part.Stream);
                if (MemoryRepeats.Find(stream, part) is { } repeat)
                {
                    repeats.Add(repeat);
                }
                else if (stream.Count > 0 && stream[^1].Name.Value == SystemEvents.StreamClosed)
                {
                    throw new StreamClosedException(part.Stream, stream[^1].Revision);
                }
                else if (!MemoryRepeats.Accepts(part.Expected, stream.Count))
                {
                    Revision? actual = stream.Count == 0 ? null : stream[^1].Revision;
                    return ValueTask.FromResult<AppendOutcome>(new RevisionConflict(part.Stream, part.Expected, actual));
                }
            }

            if (repeats.Count == 0)
            {
                return ValueTask.FromResult<AppendOutcome>(Unmet(conditions) ?? (AppendOutcome)Record(append));
            }

            return repeats.Count == append.Count
                ? ValueTask.FromResult<AppendOutcome>(Outcome(repeats, wasRepeat: true))
                : throw new EventIdReusedException(repeats[0][0].Stream, repeats[0][0].Id, repeats[0][0].Revision);
        }
    }

    public ValueTask<Position> HeadAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(new Position(events.Count));
        }
    }

    public ValueTask<Position> PositionAtAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(new Position(events.Count(one => one.RecordedAt <= instant)));
        }
    }

    public ValueTask<Revision?> LastRevisionAsync(StreamName stream, Position upTo, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(StreamOf(stream).LastOrDefault(one => one.Position <= upTo)?.Revision);
        }
    }

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllAsync(ReadBounds bounds, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(Batch(events, bounds, static one => one.Position.Value));
        }
    }

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadStreamAsync(
        StreamName stream, Position upTo, ReadBounds bounds, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var shown = StreamOf(stream).TakeWhile(one => one.Position <= upTo);
            return ValueTask.FromResult(Batch(shown, bounds, static one => one.Revision.Value));
        }
    }

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadQueryAsync(Query query, ReadBounds bounds, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(Batch(events.Where(query.Matches), bounds, static one => one.Position.Value));
        }
    }

    public ValueTask<IReadOnlyList<StreamSummary>> ListStreamsAsync(string prefix, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<StreamSummary>>([.. streams.Values
                .Select(static stream => new StreamSummary(stream[^1].Stream, stream[^1].Revision))
                .Where(summary => summary.Stream.Value.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(static summary => summary.Stream.Value, StringComparer.Ordinal)]);
        }
    }

    public ValueTask<StoreInfo> InfoAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(new StoreInfo
            {
                Path = "",
                StoreId = storeId,
                Head = new Position(events.Count),
                Streams = streams.Count,
                LastRecordedAt = events.Count == 0 ? null : events[^1].RecordedAt,
                Digest = null,
            IsReadOnly = false,
                WasClosedInOrder = true,
                TornBytesRemoved = 0,
                FlushMode = "none",
                Findings = [],
            });
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IReadOnlyList<RecordedEvent> Batch(
        IEnumerable<RecordedEvent> from, ReadBounds bounds, Func<RecordedEvent, long> place)
    {
        var inRange = from.Where(one => place(one) >= bounds.First && place(one) <= bounds.Last
            && !(one.OccurredAt < bounds.OccurredFrom) && !(one.OccurredAt > bounds.OccurredTo));
        return [.. (bounds.Backwards ? inRange.Reverse() : inRange).Take(BatchEvents)];
    }

    private static Appended Outcome(IReadOnlyList<IReadOnlyList<RecordedEvent>> parts, bool wasRepeat) => new()
    {
        Positions = [.. parts.SelectMany(static part => part).Select(static one => one.Position)],
        LastRevisions = [.. parts.Select(static part => part[^1].Revision)],
        RecordedAt = parts[^1][^1].RecordedAt,
        WasRepeat = wasRepeat,
    };

    private ConditionConflict? Unmet(IReadOnlyList<AppendCondition> conditions)
    {
        foreach (var one in conditions)
        {
            if (events.FindLast(recorded => recorded.Position > one.After && one.FailIfEventsMatch.Matches(recorded)) is { } match)
            {
                return new ConditionConflict(one, match.Position);
            }
        }

        return null;
    }

    private List<RecordedEvent> StreamOf(StreamName stream) => streams.GetValueOrDefault(stream.Value) ?? [];

    private Appended Record(IReadOnlyList<StreamEvents> append)
    {
        var now = time.GetUtcNow();
        var recordedAt = events.Count > 0 && events[^1].RecordedAt >= now ? events[^1].RecordedAt.AddTicks(1) : now;
        return Outcome([.. append.Select(part => RecordPart(part, recordedAt.ToUniversalTime()))], wasRepeat: false);
    }

    private List<RecordedEvent> RecordPart(StreamEvents part, DateTimeOffset recordedAt)
    {
        var stream = StreamOf(part.Stream);
        streams[part.Stream.Value] = stream;
        var recorded = new List<RecordedEvent>();
        foreach (var one in part.Events)
        {
            recorded.Add(new RecordedEvent
            {
                Position = new Position(events.Count + 1),
                Stream = part.Stream,
                Revision = new Revision(stream.Count),
                Name = one.Name,
                Id = one.Id,
                RecordedAt = recordedAt,
                OccurredAt = one.OccurredAt ?? recordedAt,
                Tags = [.. one.Tags],
                Metadata = one.Metadata.ToArray(),
                Data = one.Data.ToArray(),
            });
            events.Add(recorded[^1]);
            stream.Add(recorded[^1]);
        }

        return recorded;
    }
}
