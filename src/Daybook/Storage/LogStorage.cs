using System.Runtime.CompilerServices;
using Daybook.Conditions;
using Daybook.Log;
using Daybook.Log.Format;
using Daybook.Log.Reading;
using Daybook.Log.Recovery;
using Daybook.Log.Writing;

namespace Daybook.Storage;

/// <summary>A store in files, through the log: with a writer, or with a follower when it is opened read-only.</summary>
internal sealed class LogStorage : IStorage
{
    private readonly string path;
    private readonly LogWriter? writer;
    private readonly LogFollower? follower;
    private readonly LogView view;

    private LogStorage(string path, LogWriter? writer, LogFollower? follower)
    {
        this.path = path;
        this.writer = writer;
        this.follower = follower;
        view = writer?.View ?? follower!.View;
    }

    public static LogStorage Open(string path, LogOptions options, bool readOnly, CancellationToken cancellationToken) =>
        LogErrors.Translated(() => readOnly
            ? new LogStorage(path, null, LogFollower.Open(new LogPaths(path), options, cancellationToken))
            : new LogStorage(path, LogWriter.Open(path, options, cancellationToken), null));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AppendOutcome> AppendAsync(
        IReadOnlyList<StreamEvents> append, IReadOnlyList<AppendCondition> conditions, CancellationToken cancellationToken)
    {
        if (writer is null)
        {
            throw new StoreUnavailableException(
                ErrorCodes.StoreReadOnly, "The store is open read-only. Open it without StoreOptions.ReadOnly to append.");
        }

        var parts = new StreamItems[append.Count];
        for (var index = 0; index < parts.Length; index++)
        {
            parts[index] = LogItems.ToItems(append[index]);
        }

        try
        {
            var outcome = await writer.AppendAsync(parts, QueryRules.ToLog(conditions), cancellationToken).ConfigureAwait(false);
            return ToOutcome(append, conditions, outcome);
        }
        catch (LogException failure)
        {
            throw LogErrors.Translate(failure);
        }
        catch (Log.Disk.DiskException failure)
        {
            throw new StoreUnavailableException(ErrorCodes.StoreFailed, failure.Message, failure);
        }
    }

    public ValueTask<Position> HeadAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new Position(Refresh(cancellationToken)));

    public ValueTask<Position> PositionAtAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        Refresh(cancellationToken);
        return ValueTask.FromResult(new Position(view.LastPositionAt(instant)));
    }

    public ValueTask<Revision?> LastRevisionAsync(StreamName stream, Position upTo, CancellationToken cancellationToken) =>
        ValueTask.FromResult(LogItems.ToRevision(view.LastRevision(stream.Value, upTo.Value)));

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllAsync(ReadBounds bounds, CancellationToken cancellationToken) =>
        ValueTask.FromResult(LogErrors.Translated(() => LogReads.ReadAll(view, bounds)));

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadStreamAsync(
        StreamName stream, Position upTo, ReadBounds bounds, CancellationToken cancellationToken) =>
        ValueTask.FromResult(LogErrors.Translated(() => LogReads.ReadStream(view, stream, upTo, bounds)));

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadQueryAsync(Query query, ReadBounds bounds, CancellationToken cancellationToken) =>
        ValueTask.FromResult(LogErrors.Translated(() => LogReads.ReadQuery(view, query, bounds)));

    public ValueTask<IReadOnlyList<StreamSummary>> ListStreamsAsync(string prefix, CancellationToken cancellationToken)
    {
        Refresh(cancellationToken);
        return ValueTask.FromResult(LogReads.List(view, prefix));
    }

    public ValueTask<StoreInfo> InfoAsync(CancellationToken cancellationToken)
    {
        var head = Refresh(cancellationToken);
        var report = writer?.Report ?? follower!.Report;
        return ValueTask.FromResult(new StoreInfo
        {
            Path = path,
            StoreId = writer?.LogId ?? follower!.LogId,
            Head = new Position(head),
            Streams = view.CountStreams(),
            LastRecordedAt = head == 0 ? null : view.RecordedAt(head),
            Digest = LogItems.ToDigest(writer?.Digest ?? follower?.Digest),
            IsReadOnly = writer is null,
            WasClosedInOrder = report.WasClean,
            TornBytesRemoved = report.TornBytes,
            FlushMode = LogItems.Words(writer?.FlushMode),
            Findings = [.. report.Findings.Select(static finding => ToFinding(finding, isDamage: false))],
        });
    }

    public async ValueTask DisposeAsync()
    {
        follower?.Dispose();
        if (writer is null)
        {
            return;
        }

        try
        {
            await writer.CloseAsync().ConfigureAwait(false);
        }
        catch (LogException failure)
        {
            throw LogErrors.Translate(failure);
        }
    }

    public static StoreFinding ToFinding(Finding finding, bool isDamage) =>
        new(finding.File, finding.Offset, finding.What, finding.Remedy, isDamage);

    private static AppendOutcome ToOutcome(
        IReadOnlyList<StreamEvents> append, IReadOnlyList<AppendCondition> conditions, LogOutcome outcome) => outcome switch
    {
        LogOutcome.Appended done => new Appended
        {
            Positions = Array.ConvertAll(done.Positions, static position => new Position(position)),
            LastRevisions = Array.ConvertAll(done.LastRevisions, static revision => new Revision(revision)),
            RecordedAt = done.RecordedAt,
            WasRepeat = done.WasRepeat,
        },
        LogOutcome.Conflict conflict => new RevisionConflict(
            conflict.Stream, ExpectedOf(append, conflict.Stream), LogItems.ToRevision(conflict.Actual)),
        LogOutcome.ConditionFailed failed => new ConditionConflict(conditions[failed.Condition], new Position(failed.Match)),
        LogOutcome.Closed closed => throw new StreamClosedException(StreamName.Recorded(closed.Stream), new Revision(closed.Revision)),
        LogOutcome.PartialRepeat partial => throw new EventIdReusedException(
            partial.Stream, partial.Id, new Revision(partial.Revision)),
        _ => throw new InvalidOperationException($"The log answered {outcome}, which this storage does not know."),
    };

    private static ExpectedRevision ExpectedOf(IReadOnlyList<StreamEvents> append, string stream) =>
        append.First(part => part.Stream.Value == stream).Expected;

    private long Refresh(CancellationToken cancellationToken) =>
        follower is null ? view.DurablePosition : LogErrors.Translated(() => follower.Refresh(cancellationToken));
}
