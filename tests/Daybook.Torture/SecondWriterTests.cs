using Daybook.Torture.Workers;

namespace Daybook.Torture;

public sealed class SecondWriterTests
{
    /// <summary>With the runtime's own locking and without it: an administrator may have turned it off for all programs.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task A_second_writer_is_refused_with_the_owner_and_a_reader_is_not(string disabled)
    {
        string[] under = ["env", "DOTNET_SYSTEM_IO_DISABLEFILELOCKING=" + disabled];
        using var directory = new StoreDirectory();
        using var owner = WorkerProcess.Start(under, ["hold", directory.Store]);
        await owner.HasSaidAsync("open");

        using var second = WorkerProcess.Start(under, ["hold", directory.Store]);
        second.EndInput();
        var refused = await second.EndAsync();
        var here = await Assert.ThrowsAsync<StoreLockedException>(async () => await DaybookStore.OpenAsync(directory.Store));
        await using (var reader = await DaybookStore.OpenAsync(directory.Store, new StoreOptions { ReadOnly = true }))
        {
            Assert.Equal(Position.Start, await reader.GetHeadAsync());
        }

        Assert.False(refused.IsOpened);
        Assert.Equal([ErrorCodes.StoreLocked], refused.Refusals);
        Assert.Contains($"Process {owner.ProcessId} has the store open", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(owner.ProcessId, here.OwnerProcessId);

        // A refused one must not have loosened the lock, nor a killed owner leave it behind.
        await Assert.ThrowsAsync<StoreLockedException>(async () => await DaybookStore.OpenAsync(directory.Store));
        owner.Kill();
        await owner.EndAsync();
        await new Witness(directory.Store).RecoverAsync();
    }
}
