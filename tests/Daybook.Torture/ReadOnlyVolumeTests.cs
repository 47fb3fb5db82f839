using Daybook.Torture.Volumes;
using Daybook.Torture.Worker;
using Daybook.Torture.Workers;

namespace Daybook.Torture;

public sealed class ReadOnlyVolumeTests
{
    [Theory]
    [InlineData("closed")]
    [InlineData("killed")]
    public async Task A_store_on_a_read_only_volume_is_read_and_not_written(string state)
    {
        using var beginning = await Beginning.MakeAsync(state);
        var (directory, witness) = beginning.Copy();
        using (directory)
        {
            var before = Files(directory.Store);
            using (Volume.ReadOnlyOver(directory.Store))
            {
                Assert.True(await witness.CheckReadOnlyAsync());
                var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await DaybookStore.OpenAsync(directory.Store));
                Assert.Equal(ErrorCodes.StoreReadOnly, refused.Code);
                await using var reader = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { ReadOnly = true });
                Assert.Equal(ErrorCodes.StoreReadOnly, await CodeOfAppendAsync(reader, new Turn(1, 0, 0, 10)));
                Assert.True((await StoreVerification.VerifyAsync(directory.Store)).IsSound);
            }

            Assert.Equal(before, Files(directory.Store));
            await witness.RecoverAsync();
            await witness.VerifyAsync();
        }
    }

    [Fact]
    public async Task No_store_is_made_on_a_read_only_volume()
    {
        using var directory = new StoreDirectory();
        using (Volume.ReadOnlyOver(directory.Root))
        {
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await DaybookStore.OpenAsync(directory.Store));
            Assert.Equal(ErrorCodes.StoreReadOnly, refused.Code);
        }
    }

    /// <summary>The kernel refuses to make a mount read-only under an open file; a mount over the store it does not refuse.</summary>
    [Fact]
    public async Task A_store_that_gets_a_read_only_mount_over_it_stops_at_the_next_segment()
    {
        using var directory = new StoreDirectory();
        var witness = new Witness(directory.Store);
        await using (var store = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { SegmentSizeBytes = 8192 }))
        {
            var first = new Turn(1, 0, 0, 1500);
            witness.Hears(first, await store.AppendAsync(first.Stream, ExpectedRevision.Any, first.Events()));
            using (Volume.ReadOnlyOver(directory.Store))
            {
                await AppendUntilRefusedAsync(store, witness);
                await witness.CheckAsync(store);
                await witness.CheckReadOnlyAsync();
            }
        }

        await witness.RecoverAsync();
        await witness.VerifyAsync();
    }

    [Fact]
    public async Task A_file_system_that_turns_read_only_in_mid_run_stops_the_writer_and_not_the_readers()
    {
        using var volume = Volume.Ext4(16);
        var witness = new Witness(volume.Store);
        await using (var store = await DaybookStore.OpenAsync(volume.Store, new StoreOptions { SegmentSizeBytes = 8192 }))
        {
            var first = new Turn(1, 0, 0, 1500);
            witness.Hears(first, await store.AppendAsync(first.Stream, ExpectedRevision.Any, first.Events()));
            volume.Abort();
            Assert.Equal(1, await AppendUntilRefusedAsync(store, witness));
            await witness.CheckAsync(store);
            Assert.True(await witness.CheckReadOnlyAsync());
        }

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await DaybookStore.OpenAsync(volume.Store));
        Assert.Equal(ErrorCodes.StoreReadOnly, refused.Code);

        // As after a power loss: the head, which is never flushed, is behind, and a reader sees the rest only after a writer.
        volume.Remount();
        await using (var recovered = await DaybookStore.OpenAsync(volume.Store, new StoreOptions { SegmentSizeBytes = 8192 }))
        {
            await witness.CheckAsync(recovered);
        }

        await witness.RecoverAsync();
        await witness.VerifyAsync();
    }

    /// <summary>Appends from 1 on; returns the number of the first that was refused, after which a second one was too.</summary>
    private static async Task<int> AppendUntilRefusedAsync(DaybookStore store, Witness witness)
    {
        for (var number = 1; number < 10; number++)
        {
            var turn = new Turn(1, 0, number, 1500);
            try
            {
                witness.Hears(turn, await store.AppendAsync(turn.Stream, ExpectedRevision.Any, turn.Events()));
            }
            catch (StoreUnavailableException refused)
            {
                witness.Hears(turn, null);
                Assert.Equal(ErrorCodes.StoreFailed, refused.Code);
                Assert.Contains("Read-only", refused.Message, StringComparison.Ordinal);
                Assert.Equal(ErrorCodes.StoreFailed, await CodeOfAppendAsync(store, turn));
                return number;
            }
        }

        throw new InvalidOperationException("Nothing was refused.");
    }

    private static async Task<string?> CodeOfAppendAsync(DaybookStore store, Turn turn) =>
        (await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await store.AppendAsync(turn.Stream, ExpectedRevision.Any, turn.Events()))).Code;

    private static List<(string Path, string Content)> Files(string store) =>
        [.. Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(static path => (path, Convert.ToHexString(File.ReadAllBytes(path))))];
}
