namespace Daybook.Torture;

public sealed class FailingDiskTests
{
    [Theory]
    [InlineData("fdatasync:error=EIO")]
    [InlineData("fdatasync:error=ENOSPC")]
    [InlineData("pwrite64:error=EIO")]
    public async Task A_failed_write_or_flush_is_never_acknowledged(string fault)
    {
        var directory = Directory.CreateTempSubdirectory("daybook-fail-").FullName;
        var store = Path.Combine(directory, "store");
        await using (await DaybookStore.OpenAsync(store))
        {
        }

        // The first calls are those of opening; from then on every one fails.
        for (var from = 1; from <= 12; from++)
        {
            using var worker = Worker.Start("once", store, $"{fault}:when={from}+");
            var (lines, exitCode) = await worker.EndAsync();
            var acknowledged = lines.Count(static line => line.StartsWith("ack", StringComparison.Ordinal));
            var tried = lines.Count(static line => line.StartsWith("try", StringComparison.Ordinal));

            Assert.True(exitCode != 0 || acknowledged == 3, string.Join('\n', lines));
            Assert.True(exitCode == 0 || acknowledged < 3 || tried == 3);
            if (lines.Contains("open") && exitCode != 0 && acknowledged < 3)
            {
                Assert.Contains("refused store-failed", lines);
                Assert.True(acknowledged < tried);
            }

            await Recovered.CheckAsync(store, lines, []);
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_second_writer_in_another_process_is_refused_with_the_owner()
    {
        var directory = Directory.CreateTempSubdirectory("daybook-lock-").FullName;
        var store = Path.Combine(directory, "store");
        using var owner = Worker.Start("hold", store);
        await owner.Opened;

        var refused = await Assert.ThrowsAsync<StoreLockedException>(async () => await DaybookStore.OpenAsync(store));
        await using (var reader = await DaybookStore.OpenAsync(store, new StoreOptions { ReadOnly = true }))
        {
            Assert.Equal(Position.Start, await reader.GetHeadAsync());
        }

        Assert.Equal(owner.ProcessId, refused.OwnerProcessId);
        owner.LetGo();
        await owner.EndAsync();
        await using (await DaybookStore.OpenAsync(store))
        {
        }

        Directory.Delete(directory, recursive: true);
    }
}
