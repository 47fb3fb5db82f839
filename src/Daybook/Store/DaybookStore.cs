using System.Runtime.CompilerServices;
using Daybook.Conditions;
using Daybook.Storage;

namespace Daybook;

/// <summary>
/// A store of events: everything in one place with one order of positions. Append-only; what is appended is durable when the
/// call returns, and only what is durable is shown. Thread-safe; open it once and share it.
/// </summary>
public sealed class DaybookStore : IAsyncDisposable
{
    private readonly IStorage storage;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Type, object> attachments = new();
    private int isClosed;

    private DaybookStore(IStorage storage) => this.storage = storage;

    /// <summary>Opens the store in a directory, making it when it is not there, and recovers it after a crash.</summary>
    /// <param name="path">The store's directory; a new one, an empty one or one with a store.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Stops the opening; the store is as it was.</param>
    /// <exception cref="StoreLockedException">Another writer has it open.</exception>
    /// <exception cref="StoreDamagedException">Acknowledged events are missing or changed.</exception>
    /// <exception cref="StoreUnavailableException">It is not there (read-only), no store, of an unknown format, or cannot be written.</exception>
    public static ValueTask<DaybookStore> OpenAsync(
        string path, StoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new StoreOptions();
        var logOptions = options.ToLogOptions();
        return OpenAsync(path, logOptions, options.ReadOnly, cancellationToken);
    }

    /// <summary>Opens a store in memory, empty, gone when it is closed: for tests.</summary>
    /// <param name="options">Null for the defaults; only <see cref="StoreOptions.TimeProvider"/> matters.</param>
    public static DaybookStore OpenInMemory(StoreOptions? options = null) =>
        new(new MemoryStorage((options ?? new StoreOptions()).TimeProvider));

    /// <summary>Appends events to one stream, atomically and durably.</summary>
    /// <param name="stream">The stream; it begins with its first event.</param>
    /// <param name="expected">What the stream must be like.</param>
    /// <param name="events">1 to 10,000 events, in all at most 32 MiB, each at most 16 MiB.</param>
    /// <param name="cancellationToken">
    /// Before the commit has begun nothing is written; after it the outcome is unknown: append again with the same event ids.
    /// </param>
    /// <exception cref="AppendConflictException">The stream is not as expected; nothing was written.</exception>
    /// <exception cref="EventIdReusedException">Some but not all events are recorded already; nothing was written.</exception>
    /// <exception cref="StreamClosedException">A stream is closed; nothing was written.</exception>
    /// <exception cref="InvalidInputException">The append breaks a limit or rule; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">See <see cref="DaybookException.Code"/>.</exception>
    public ValueTask<Appended> AppendAsync(
        StreamName stream,
        ExpectedRevision expected,
        IReadOnlyList<NewEvent> events,
        CancellationToken cancellationToken = default) =>
        AppendAsync([new StreamEvents(stream, expected, events)], cancellationToken);

    /// <summary>Appends events to several streams in one atomic, durable step.</summary>
    /// <param name="append">A part for each stream; a stream is named once. The limits hold for the whole.</param>
    /// <param name="cancellationToken">As for one stream.</param>
    /// <exception cref="AppendConflictException">A stream is not as expected; nothing was written.</exception>
    /// <exception cref="EventIdReusedException">Some but not all events are recorded already; nothing was written.</exception>
    /// <exception cref="StreamClosedException">A stream is closed; nothing was written.</exception>
    /// <exception cref="InvalidInputException">The append breaks a limit or rule; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">See <see cref="DaybookException.Code"/>.</exception>
    public ValueTask<Appended> AppendAsync(IReadOnlyList<StreamEvents> append, CancellationToken cancellationToken = default) =>
        AppendAsync(append, [], cancellationToken);

    /// <summary>Appends events to one or more streams in one atomic, durable step, unless an event matches a condition.</summary>
    /// <param name="append">A part for each stream; a stream is named once. The limits hold for the whole.</param>
    /// <param name="conditions">All must be met, besides the expected revisions; at most 16, none for no conditions.</param>
    /// <param name="cancellationToken">As for one stream.</param>
    /// <exception cref="AppendConflictException">A stream or the record is not as expected; nothing was written.</exception>
    /// <exception cref="EventIdReusedException">Some but not all events are recorded already; nothing was written.</exception>
    /// <exception cref="StreamClosedException">A stream is closed; nothing was written.</exception>
    /// <exception cref="InvalidInputException">The append breaks a limit or rule; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">See <see cref="DaybookException.Code"/>.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Appended> AppendAsync(
        IReadOnlyList<StreamEvents> append, IReadOnlyList<AppendCondition> conditions, CancellationToken cancellationToken = default) =>
        await TryAppendAsync(append, conditions, cancellationToken).ConfigureAwait(false) switch
        {
            Appended done => done,
            Conflict conflict => throw new AppendConflictException(conflict),
            var outcome => throw new InvalidOperationException($"The storage answered {outcome}."),
        };

    /// <summary>The same as <see cref="AppendAsync(IReadOnlyList{StreamEvents}, CancellationToken)"/>, with a conflict as a value: for loops.</summary>
    /// <param name="append">A part for each stream; a stream is named once.</param>
    /// <param name="cancellationToken">As for <c>AppendAsync</c>.</param>
    /// <returns><see cref="Appended"/> or <see cref="RevisionConflict"/>.</returns>
    /// <exception cref="EventIdReusedException">Some but not all events are recorded already; nothing was written.</exception>
    /// <exception cref="StreamClosedException">A stream is closed; nothing was written.</exception>
    /// <exception cref="InvalidInputException">The append breaks a limit or rule; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">See <see cref="DaybookException.Code"/>.</exception>
    public ValueTask<AppendOutcome> TryAppendAsync(IReadOnlyList<StreamEvents> append, CancellationToken cancellationToken = default) =>
        TryAppendAsync(append, [], cancellationToken);

    /// <summary>
    /// The same as <see cref="AppendAsync(IReadOnlyList{StreamEvents}, IReadOnlyList{AppendCondition}, CancellationToken)"/>, with a
    /// conflict as a value: for loops.
    /// </summary>
    /// <param name="append">A part for each stream; a stream is named once.</param>
    /// <param name="conditions">All must be met, besides the expected revisions; at most 16, none for no conditions.</param>
    /// <param name="cancellationToken">As for <c>AppendAsync</c>.</param>
    /// <returns><see cref="Appended"/>, <see cref="RevisionConflict"/> or <see cref="ConditionConflict"/>.</returns>
    /// <exception cref="EventIdReusedException">Some but not all events are recorded already; nothing was written.</exception>
    /// <exception cref="StreamClosedException">A stream is closed; nothing was written.</exception>
    /// <exception cref="InvalidInputException">The append breaks a limit or rule; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">See <see cref="DaybookException.Code"/>.</exception>
    public ValueTask<AppendOutcome> TryAppendAsync(
        IReadOnlyList<StreamEvents> append, IReadOnlyList<AppendCondition> conditions, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        append = StreamClosing.Added(append);
        AppendRules.Check(append);
        QueryRules.Check(conditions);
        return storage.AppendAsync(append, conditions, cancellationToken);
    }

    /// <summary>
    /// Closes a stream for good: it is read as before, and takes no further events. Its last event is then one named
    /// <see cref="SystemEvents.StreamClosed"/>. To close it together with last events, see <see cref="StreamEvents.Closes"/>.
    /// </summary>
    /// <param name="stream">The stream; one without events can be closed too.</param>
    /// <param name="expected">What the stream must be like.</param>
    /// <param name="cancellationToken">As for an append.</param>
    /// <returns>What was recorded; a repetition when the stream was closed before and is where it was expected then, or at any.</returns>
    /// <exception cref="AppendConflictException">The stream is not as expected; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">See <see cref="DaybookException.Code"/>.</exception>
    public ValueTask<Appended> CloseStreamAsync(
        StreamName stream, ExpectedRevision expected, CancellationToken cancellationToken = default) =>
        AppendAsync([new StreamEvents(stream, expected, []) { Closes = true }], cancellationToken);

    /// <summary>
    /// Lets reads of a stream, and states replayed from it, begin with a revision. The record is not cut: reads of all streams,
    /// queries, and reads as of an earlier position show what they showed. A lower revision shows earlier events again.
    /// </summary>
    /// <param name="stream">The stream; its name at most 510 bytes in UTF-8, and not beginning with two dollar signs.</param>
    /// <param name="before">The first revision that is shown, inclusive; the stream must have it. 0 shows everything.</param>
    /// <param name="cancellationToken">As for an append.</param>
    /// <returns>Where it was recorded.</returns>
    /// <exception cref="InvalidInputException">The stream has no such revision; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">See <see cref="DaybookException.Code"/>.</exception>
    public ValueTask<Appended> TruncateStreamAsync(StreamName stream, Revision before, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return StreamMarks.TruncateAsync(this, storage, (stream, before), cancellationToken);
    }

    /// <summary>
    /// Reads a stream as it is durable when the read begins. A stream that does not exist is read as one without events.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="read">Which part; null for all of it, forwards.</param>
    /// <param name="cancellationToken">Ends the read with an exception.</param>
    /// <exception cref="StoreDamagedException">An event of the range is damaged; those before it have been given.</exception>
    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamRead? read = null, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return StoreReading.StreamAsync(Open, stream, read ?? new StreamRead(), cancellationToken);
    }

    /// <summary>Reads the events of all streams in the order of their positions, as they are durable when the read begins.</summary>
    /// <param name="read">Which part; null for everything, forwards.</param>
    /// <param name="cancellationToken">Ends the read with an exception.</param>
    /// <exception cref="StoreDamagedException">An event of the range is damaged; those before it have been given.</exception>
    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(StoreRead? read = null, CancellationToken cancellationToken = default) =>
        ReadAsync(Query.All, read, cancellationToken);

    /// <summary>Reads the events that match a query in the order of their positions, as they are durable when the read begins.</summary>
    /// <param name="query">Which events: by type, tag or category, across streams.</param>
    /// <param name="read">Which part of the record; null for all of it, forwards. The limit counts events that match.</param>
    /// <param name="cancellationToken">Ends the read with an exception.</param>
    /// <exception cref="StoreDamagedException">An event of the range is damaged; those before it have been given.</exception>
    public IAsyncEnumerable<RecordedEvent> ReadAsync(Query query, StoreRead? read = null, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        ArgumentNullException.ThrowIfNull(query);
        return StoreReading.QueryAsync(Open, query, read ?? new StoreRead(), cancellationToken);
    }

    /// <summary>The last durable position; <see cref="Position.Start"/> for an empty store.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<Position> GetHeadAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return storage.HeadAsync(cancellationToken);
    }

    /// <summary>The streams whose names begin with a text, in ordinal order of their names; empty when none does.</summary>
    /// <param name="prefix">The beginning of the names; empty for all streams.</param>
    /// <param name="cancellationToken">Ends the listing with an exception.</param>
    public async IAsyncEnumerable<StreamSummary> ListStreamsAsync(
        string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        foreach (var stream in await storage.ListStreamsAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return stream;
        }
    }

    /// <summary>Facts about the store and its opening.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<StoreInfo> GetInfoAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return storage.InfoAsync(cancellationToken);
    }

    /// <summary>
    /// Closes the store: appends under way are finished first, later calls fail with <see cref="ObjectDisposedException"/>.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The end of the log could not be written; recovery will find it.</exception>
    public ValueTask DisposeAsync() =>
        Interlocked.Exchange(ref isClosed, 1) == 0 ? storage.DisposeAsync() : ValueTask.CompletedTask;

    internal static async ValueTask<DaybookStore> OpenAsync(
        string path, Log.LogOptions options, bool readOnly, CancellationToken cancellationToken)
    {
        // Recovery reads the log; a caller's thread with a user interface or a request is not the place for that.
        var opened = await Task.Run(() => LogStorage.Open(path, options, readOnly, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return new DaybookStore(opened);
    }

    /// <summary>Whether it was said anew, after a position and up to another, with which revision reads of a stream begin.</summary>
    internal ValueTask<bool> IsMarkedAnewAsync(StreamName stream, (Position After, Position UpTo) range, CancellationToken cancellationToken) =>
        StreamMarks.HasNewAsync(Open(), stream, range, cancellationToken);

    /// <summary>Something that a room above keeps with the store and that ends with it, such as a cache; one of each type.</summary>
    internal T Attached<T>(Func<T> make)
        where T : class => (T)attachments.GetOrAdd(typeof(T), _ => make());

    private IStorage Open()
    {
        ThrowIfClosed();
        return storage;
    }

    private void ThrowIfClosed() => ObjectDisposedException.ThrowIf(isClosed != 0, this);
}
