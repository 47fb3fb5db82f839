namespace Daybook.Tests.Input;

/// <summary>Places where no store can be opened, each with its own code.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_store_that_is_not_there_cannot_be_read()
    {
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await DaybookStore.OpenAsync(directory.Store, new StoreOptions { ReadOnly = true }, Cancel));

        Assert.Equal(ErrorCodes.StoreNotFound, failure.Code);
        Assert.False(Directory.Exists(directory.Store));
    }

    [Fact]
    public async Task A_directory_of_other_files_is_no_store()
    {
        var file = Path.Combine(directory.Path, "letter.txt");
        await File.WriteAllTextAsync(file, "Dear Ada", Cancel);

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await DaybookStore.OpenAsync(directory.Path, cancellationToken: Cancel));

        Assert.Equal(ErrorCodes.NotAStore, failure.Code);
        Assert.Contains("letter.txt", failure.Message, StringComparison.Ordinal);
        Assert.Equal("Dear Ada", await File.ReadAllTextAsync(file, Cancel));
    }

    [Fact]
    public async Task A_file_is_no_store()
    {
        var file = Path.Combine(directory.Path, "file");
        await File.WriteAllTextAsync(file, "x", Cancel);

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await DaybookStore.OpenAsync(file, cancellationToken: Cancel));

        Assert.Equal("x", await File.ReadAllTextAsync(file, Cancel));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_to_says_so()
    {
        // Directories in which not even an administrator may make anything.
        var place = OperatingSystem.IsWindows() ? @"C:\System Volume Information\daybook" : OperatingSystem.IsMacOS() ? "/System/daybook" : "/sys/daybook";

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await DaybookStore.OpenAsync(place, cancellationToken: Cancel));

        Assert.Equal(ErrorCodes.StoreReadOnly, failure.Code);
    }

    [Fact]
    public async Task A_format_of_another_version_is_not_touched()
    {
        await (await DaybookStore.OpenAsync(directory.Store, cancellationToken: Cancel)).DisposeAsync();
        SetVersion(Path.Combine(directory.Store, "superblock"), 3);
        var before = TempDirectory.BytesOf(directory.Store);

        var writing = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await DaybookStore.OpenAsync(directory.Store, cancellationToken: Cancel));
        var reading = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await DaybookStore.OpenAsync(directory.Store, new StoreOptions { ReadOnly = true }, Cancel));

        Assert.Equal((ErrorCodes.FormatUnknown, ErrorCodes.FormatUnknown), (writing.Code, reading.Code));
        Assert.Equal(before, TempDirectory.BytesOf(directory.Store));
    }

    [Fact]
    public async Task A_clock_that_leaps_more_than_a_day_is_refused_and_the_store_goes_on()
    {
        var clock = new TestClock();
        await using var store = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { TimeProvider = clock }, Cancel);
        await store.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("noted", default)], Cancel);

        clock.Wrong = TimeSpan.FromDays(2);
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await store.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("noted", default)], Cancel));
        clock.Wrong = TimeSpan.Zero;
        await store.AppendAsync("a", ExpectedRevision.At(0), [new NewEvent("noted", default)], Cancel);

        Assert.Equal(ErrorCodes.ClockLeapt, failure.Code);
        Assert.Equal(new Position(2), await store.GetHeadAsync(Cancel));
    }

    /// <summary>Writes another version into both slots, with checksums that match.</summary>
    private static void SetVersion(string path, uint version)
    {
        var bytes = File.ReadAllBytes(path);
        for (var slot = 0; slot < bytes.Length; slot += 4096)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(slot + 12), version);
            BitConverter.TryWriteBytes(bytes.AsSpan(slot + 8), Daybook.Log.Format.Crc32C.Of(bytes.AsSpan(slot + 12, 4096 - 12)));
        }

        File.WriteAllBytes(path, bytes);
    }
}
