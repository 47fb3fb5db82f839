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

        // The first calls are those of opening; from each on, every later one fails.
        var failedToOpen = 0;
        var failedToAppend = 0;
        for (var from = 1; from <= 12; from++)
        {
            using var worker = Worker.Start("once", store, $"{fault}:when={from}+");
            var (lines, exitCode) = await worker.EndAsync();
            var acknowledged = lines.Count(static line => line.StartsWith("ack", StringComparison.Ordinal));
            var tried = lines.Count(static line => line.StartsWith("try", StringComparison.Ordinal));

            if (exitCode == 0)
            {
                Assert.Equal((3, 3), (tried, acknowledged));
            }
            else if (!lines.Contains("open"))
            {
                failedToOpen++;
                Assert.Equal(0, acknowledged);
            }
            else if (acknowledged < 3)
            {
                failedToAppend++;
                Assert.Contains("refused store-failed", lines);
                Assert.True(acknowledged < tried);
            }

            await Recovered.CheckAsync(store, lines, []);
        }

        // Without these a fault that is never seen would pass for one that is.
        Assert.True(failedToOpen > 0);
        Assert.True(failedToAppend > 0);
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
