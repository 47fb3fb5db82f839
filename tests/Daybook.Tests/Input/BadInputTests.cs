namespace Daybook.Tests.Input;

/// <summary>Each bad input is a typed error before anything is written: not a byte of the store's files changes.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private const int MiB = 1024 * 1024;

    private readonly TempDirectory directory = new();
    private DaybookStore? opened;

    public static TheoryData<string, string> Table => new()
    {
        { "empty stream name", ErrorCodes.NameInvalid },
        { "over-long stream name", ErrorCodes.NameInvalid },
        { "stream name with a control character", ErrorCodes.NameInvalid },
        { "stream name with a lone surrogate", ErrorCodes.NameInvalid },
        { "no stream name", ErrorCodes.NameInvalid },
        { "over-long event name", ErrorCodes.NameInvalid },
        { "over-long tag", ErrorCodes.NameInvalid },
        { "no streams", ErrorCodes.AppendInvalid },
        { "0 events", ErrorCodes.AppendInvalid },
        { "a stream twice", ErrorCodes.AppendInvalid },
        { "duplicate ids", ErrorCodes.AppendInvalid },
        { "an event of 16 MiB + 1", ErrorCodes.LimitExceeded },
        { "10,001 events", ErrorCodes.LimitExceeded },
        { "32 MiB + 1 in all", ErrorCodes.LimitExceeded },
        { "65 tags", ErrorCodes.LimitExceeded },
        { "stale revision", ErrorCodes.AppendConflict },
        { "half a repetition", ErrorCodes.EventIdReused },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DaybookStore Store => opened!;

    public async ValueTask InitializeAsync()
    {
        opened = await DaybookStore.OpenAsync(directory.Store, cancellationToken: Cancel);
        await opened.AppendAsync("there", ExpectedRevision.NoStream, [Event(1), Event(2)], Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        directory.Dispose();
    }

    [Theory, MemberData(nameof(Table))]
    public async Task Bad_input_is_a_typed_error_and_nothing_is_written(string what, string code)
    {
        var before = TempDirectory.BytesOf(directory.Store);

        var failure = await Assert.ThrowsAnyAsync<DaybookException>(async () => await Store.AppendAsync(Bad(what), Cancel));

        Assert.Equal(code, failure.Code);
        Assert.NotEmpty(failure.Message);
        Assert.Equal(before, TempDirectory.BytesOf(directory.Store));
        Assert.Equal(new Position(2), await Store.GetHeadAsync(Cancel));
    }

    [Fact]
    public async Task Missing_arguments_are_misuse()
    {
        var before = TempDirectory.BytesOf(directory.Store);

        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Store.AppendAsync(null!, Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Store.AppendAsync([null!], Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Store.AppendAsync("a", ExpectedRevision.Any, [null!], Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Store.AppendAsync("a", ExpectedRevision.Any, [Event(3) with { Tags = null! }], Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await DaybookStore.OpenAsync(" ", cancellationToken: Cancel));

        Assert.Equal(before, TempDirectory.BytesOf(directory.Store));
    }

    [Fact]
    public async Task A_stream_name_is_never_a_path()
    {
        await Store.AppendAsync("../../escaped", ExpectedRevision.NoStream, [Event(3)], Cancel);
        await Store.AppendAsync("/escaped", ExpectedRevision.NoStream, [Event(4)], Cancel);

        var read = await Store.ReadStreamAsync("../../escaped", cancellationToken: Cancel).SingleAsync(Cancel);

        Assert.Equal(Event(3).Id, read.Id);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(directory.Path, "*", SearchOption.AllDirectories), static path => path.Contains("escaped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_writer_is_told_who_has_the_store()
    {
        var failure = await Assert.ThrowsAsync<StoreLockedException>(async () => await DaybookStore.OpenAsync(directory.Store, cancellationToken: Cancel));

        Assert.Equal(Environment.ProcessId, failure.OwnerProcessId);
        Assert.Contains($"Process {Environment.ProcessId}", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.IsTransient);
    }

    [Theory]
    [InlineData(8 * 1024 - 1, 0, false)]
    [InlineData(1024 * MiB + 1, 0, false)]
    [InlineData(8 * 1024, -1, false)]
    [InlineData(8 * 1024, 1024 * MiB + 1, false)]
    [InlineData(8 * 1024, 0, true)]
    [InlineData(1024 * MiB, 1024 * MiB, true)]
    public async Task Options_are_checked_at_opening(int segmentSizeBytes, int readCacheBytes, bool areAllowed)
    {
        using var other = new TempDirectory();
        var options = new StoreOptions { SegmentSizeBytes = segmentSizeBytes, ReadCacheBytes = readCacheBytes };

        var failure = await Record.ExceptionAsync(async () => await (await DaybookStore.OpenAsync(other.Store, options, Cancel)).DisposeAsync());

        Assert.Equal(areAllowed, failure is null);
        Assert.True(areAllowed || failure is ArgumentOutOfRangeException);
        Assert.Equal(areAllowed, Directory.Exists(other.Store));
    }

    private static NewEvent Event(int number) => new("noted", "{}"u8.ToArray()) { Id = new Guid(number, 0, 0, new byte[8]) };

    private static StreamEvents Part(StreamName stream, params NewEvent[] events) => new(stream, ExpectedRevision.Any, events);

    private static StreamEvents[] Bad(string what) => what switch
    {
        "empty stream name" => [Part("", Event(3))],
        "over-long stream name" => [Part(new string('a', 513), Event(3))],
        "stream name with a control character" => [Part("a\u0007", Event(3))],
        "stream name with a lone surrogate" => [Part("a\ud800", Event(3))],
        "no stream name" => [Part(default, Event(3))],
        "over-long event name" => [Part("a", Event(3) with { Name = new string('n', 257) })],
        "over-long tag" => [Part("a", Event(3) with { Tags = [new string('t', 257)] })],
        "no streams" => [],
        "0 events" => [Part("a")],
        "a stream twice" => [Part("a", Event(3)), Part("a", Event(4))],
        "duplicate ids" => [Part("a", Event(3), Event(3))],
        "an event of 16 MiB + 1" => [Part("a", new NewEvent("n", new byte[(16 * MiB) + 1]))],
        "10,001 events" => [Part("a", [.. Enumerable.Range(3, 10_001).Select(Event)])],
        "32 MiB + 1 in all" => [Part("a", new NewEvent("n", new byte[(16 * MiB) - 2]), new NewEvent("n", new byte[(16 * MiB) - 1]))],
        "65 tags" => [Part("a", Event(3) with { Tags = [.. Enumerable.Repeat(new Tag("t"), 65)] })],
        "stale revision" => [new StreamEvents("there", ExpectedRevision.At(0), [Event(3)])],
        "half a repetition" => [Part("there", Event(2), Event(3))],
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No such input."),
    };
}
