using System.Text;

namespace Daybook.Tests.Reading;

/// <summary>Read-only openings beside a writer.</summary>
public sealed class FollowerTests : IDisposable
{
    private static readonly StoreOptions Small = new() { SegmentSizeBytes = 8 * 1024 };

    private readonly TempDirectory directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Reader_opened_before_the_first_append_sees_it_when_it_is_larger_than_a_segment()
    {
        await using var writer = await DaybookStore.OpenAsync(directory.Store, Small, Cancel);
        await using var reader = await DaybookStore.OpenAsync(directory.Store, Small with { ReadOnly = true }, Cancel);

        await writer.AppendAsync("a", ExpectedRevision.NoStream, [new NewEvent("large", new byte[10_000])], Cancel);

        var read = await reader.ReadAllAsync(cancellationToken: Cancel).ToArrayAsync(Cancel);
        Assert.Equal(10_000, Assert.Single(read).Data.Length);
    }

    [Fact]
    public async Task Reader_sees_each_append_once_it_is_answered_across_segments()
    {
        await using var writer = await DaybookStore.OpenAsync(directory.Store, Small, Cancel);
        await using var reader = await DaybookStore.OpenAsync(directory.Store, Small with { ReadOnly = true }, Cancel);

        for (var number = 1; number <= 60; number++)
        {
            var appended = await writer.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("noted", new byte[500])], Cancel);

            Assert.Equal(appended.LastPosition, await reader.GetHeadAsync(Cancel));
            Assert.Equal(number, await reader.ReadStreamAsync("a", cancellationToken: Cancel).CountAsync(Cancel));
        }

        Assert.True(Directory.GetFiles(Path.Combine(directory.Store, "log")).Length > 5);
    }

    [Fact]
    public async Task Reader_refuses_to_append_and_writes_nothing()
    {
        await using (var writer = await DaybookStore.OpenAsync(directory.Store, cancellationToken: Cancel))
        {
            await writer.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("noted", default)], Cancel);
        }

        var before = TempDirectory.BytesOf(directory.Store);
        await using (var reader = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { ReadOnly = true }, Cancel))
        {
            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
                await reader.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("noted", default)], Cancel));
            Assert.Equal(ErrorCodes.StoreReadOnly, refusal.Code);
            Assert.True((await reader.GetInfoAsync(Cancel)).IsReadOnly);
        }

        Assert.Equal(before, TempDirectory.BytesOf(directory.Store));
    }

    [Fact]
    public async Task Many_readers_read_beside_a_writer_and_see_only_prefixes()
    {
        await using var writer = await DaybookStore.OpenAsync(directory.Store, Small, Cancel);
        await writer.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("0", Encoding.UTF8.GetBytes("0"))], Cancel);
        using var ended = new CancellationTokenSource();
        async Task WatchAsync()
        {
            await using var reader = await DaybookStore.OpenAsync(directory.Store, Small with { ReadOnly = true }, Cancel);
            do
            {
                var seen = await reader.ReadAllAsync(cancellationToken: Cancel).ToArrayAsync(Cancel);
                Assert.Equal(Enumerable.Range(1, seen.Length).Select(static at => (long)at), seen.Select(static one => one.Position.Value));
                Assert.All(seen, static one => Assert.Equal(one.Revision.ToString(), one.Name.Value));
            }
            while (!ended.IsCancellationRequested);
        }

        var watching = Enumerable.Range(0, 3).Select(_ => Task.Run(WatchAsync, Cancel)).ToArray();
        for (var number = 1; number < 150; number++)
        {
            await writer.AppendAsync("a", ExpectedRevision.At(number - 1), [new NewEvent($"{number}", new byte[200])], Cancel);
        }

        await ended.CancelAsync();
        await Task.WhenAll(watching);
    }
}
