using System.Collections.Concurrent;

namespace Daybook.Torture;

/// <summary>Backups of a store while sixteen callers append to it, each restored and verified.</summary>
public sealed class BackupLoopTests(ITestOutputHelper output)
{
    private const int Callers = 16;

    /// <summary>Events that may be appended while one backup is made and looked at, so that the last of many is not too large.</summary>
    private const int EventsEach = 1_000;

    private static readonly int Backups = Size.IsNightly ? 200 : 2;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_backup_beside_writers_has_all_that_was_acknowledged_before_it_began(bool incremental)
    {
        using var directory = new StoreDirectory();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var acknowledged = new ConcurrentDictionary<long, Guid>();
        var allowed = (long)EventsEach;
        await using var store = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { SegmentSizeBytes = 256 * 1024 });
        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => AppendAsync(store, $"caller-{caller}", acknowledged, () => Volatile.Read(ref allowed), stop.Token))).ToArray();
        var events = 0L;
        for (var number = 0; number < Backups; number++)
        {
            var backup = Path.Combine(directory.Root, incremental ? "backup" : $"backup-{number}");
            Volatile.Write(ref allowed, events + EventsEach);
            var head = await SeenAsync(store, events + (EventsEach / 5), stop.Token);
            var before = acknowledged.ToArray();
            var made = await StoreBackup.BackupAsync(directory.Store, backup, incremental, cancellationToken: stop.Token);
            Assert.True(made.UpTo.Value >= head && made.UpTo.Value >= before.Max(static one => one.Key));

            var restored = Path.Combine(directory.Root, "restored");
            var report = await StoreBackup.RestoreAsync(backup, restored, cancellationToken: stop.Token);
            await CompareAsync(store, restored, report.Events, before);
            Assert.Equal((made.UpTo.Value, made.Digest), (report.Events, report.Digest));
            events = report.Events;
            Directory.Delete(restored, recursive: true);
            if (!incremental)
            {
                Directory.Delete(backup, recursive: true);
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);
        output.WriteLine($"{Backups} backups, the last of {events} events");
    }

    private static async Task AppendAsync(DaybookStore store, string stream, ConcurrentDictionary<long, Guid> acknowledged, Func<long> allowed, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var one = new NewEvent("happened", new byte[100 + (number % 200)]) { Id = Guid.NewGuid() };
            var done = await store.AppendAsync(stream, ExpectedRevision.Any, [one], CancellationToken.None);
            acknowledged[done.Positions[0].Value] = one.Id;
            while (done.Positions[0].Value >= allowed() && !stop.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Waits until so many events are recorded.</summary>
    private static async Task<long> SeenAsync(DaybookStore store, long events, CancellationToken stop)
    {
        while (true)
        {
            var head = (await store.GetInfoAsync(stop)).Head.Value;
            if (head >= events)
            {
                return head;
            }

            stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>The restored store is the first events of the one that goes on, verifies, and has every event that was acknowledged.</summary>
    private static async Task CompareAsync(DaybookStore store, string restored, long events, KeyValuePair<long, Guid>[] acknowledged)
    {
        var report = await StoreVerification.VerifyAsync(restored, VerifyDepth.Digests);
        Assert.Empty(report.Findings);
        Assert.Equal(events, report.Events);
        await using var copy = await DaybookStore.OpenAsync(restored);
        var ids = new Dictionary<long, Guid>();
        await using var originals = store.ReadAllAsync().GetAsyncEnumerator();
        await foreach (var one in copy.ReadAllAsync())
        {
            Assert.True(await originals.MoveNextAsync());
            Assert.Equal((originals.Current.Position, originals.Current.Id, originals.Current.Stream, originals.Current.Revision), (one.Position, one.Id, one.Stream, one.Revision));
            ids[one.Position.Value] = one.Id;
        }

        Assert.Equal(events, ids.Count);
        Assert.All(acknowledged, one => Assert.Equal(one.Value, ids[one.Key]));
    }
}
