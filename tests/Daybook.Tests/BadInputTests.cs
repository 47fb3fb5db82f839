namespace Daybook.Tests;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("\u0085")]
    public void Names_that_cannot_be_stored_are_refused(string name)
    {
        Assert.Equal(ErrorCodes.NameInvalid, Assert.Throws<InvalidInputException>(() => new StreamName(name)).Code);
        Assert.Throws<InvalidInputException>(() => new EventName(name));
        Assert.Throws<InvalidInputException>(() => new Tag(name));
        Assert.Throws<InvalidInputException>(() => default(StreamName).Value);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        // Not as inline data: the compiler stores that as UTF-8, which has no halves.
        foreach (var name in new[] { "a" + (char)0xD800, (char)0xDC00 + "b", "a" + (char)0xD83D + "b" })
        {
            Assert.Throws<InvalidInputException>(() => new StreamName(name));
        }
    }

    [Fact]
    public async Task A_name_is_data_and_never_a_path()
    {
        using var directory = new TempDirectory();
        string[] names = ["../outside", "/etc/passwd", "a/b", "C:\\x", "e\u0301", "\u00E9", "\u202Eabc", new string('x', 512), "😀"];
        await using var store = await DaybookStore.OpenAsync(directory.Store);

        foreach (var name in names)
        {
            await store.AppendAsync(name, ExpectedRevision.NoStream, [new NewEvent("x", default)]);
        }

        Assert.Equal(["store"], Directory.GetFileSystemEntries(directory.Path).Select(Path.GetFileName));
        Assert.Equal(names.Length, (await store.GetInfoAsync()).Streams);
        Assert.Throws<InvalidInputException>(() => new StreamName(new string('x', 513)));
        Assert.Throws<InvalidInputException>(() => new StreamName(new string('\u00E9', 257)));
    }

    [Fact]
    public async Task A_closed_store_refuses_everything()
    {
        using var directory = new TempDirectory();
        var store = await DaybookStore.OpenAsync(directory.Store);
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("x", default)]));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.GetHeadAsync());
        Assert.Throws<ObjectDisposedException>(() => store.ReadAllAsync());
    }

    [Fact]
    public async Task A_second_writer_is_refused_with_the_owner_and_readers_are_not()
    {
        using var directory = new TempDirectory();
        await using var writer = await DaybookStore.OpenAsync(directory.Store);
        await writer.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("x", default)]);

        var refused = await Assert.ThrowsAsync<StoreLockedException>(async () => await DaybookStore.OpenAsync(directory.Store));
        await using var first = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { ReadOnly = true });
        await using var second = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { ReadOnly = true });
        await writer.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("y", default)]);

        Assert.Equal(Environment.ProcessId, refused.OwnerProcessId);
        Assert.Equal(new Position(2), await first.GetHeadAsync());
        Assert.Equal(new Position(2), await second.GetHeadAsync());
        Assert.Equal(ErrorCodes.StoreReadOnly, (await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await first.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("z", default)]))).Code);
    }

    [Fact]
    public async Task Paths_without_a_store_and_with_something_else_are_told_apart()
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "letter.txt"), "dear");

        var missing = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await DaybookStore.OpenAsync(directory.Store, new StoreOptions { ReadOnly = true }));
        var foreign = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await DaybookStore.OpenAsync(directory.Path));

        Assert.Equal(ErrorCodes.StoreNotFound, missing.Code);
        Assert.Equal(ErrorCodes.NotAStore, foreign.Code);
    }

    [Fact]
    public async Task Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Revision(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Position(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpectedRevision.At(-1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await DaybookStore.OpenAsync("x", new StoreOptions { SegmentSizeBytes = 1 }));
        await using var store = DaybookStore.OpenInMemory();
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.ReadAllAsync(new StoreRead { From = Position.Start, After = Position.Start }).FirstOrDefaultAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.ReadAllAsync(new StoreRead { Limit = 0 }).FirstOrDefaultAsync());
    }
}
