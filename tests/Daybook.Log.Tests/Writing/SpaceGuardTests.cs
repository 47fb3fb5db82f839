using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Writing;

/// <summary>An append for which there is no room is refused before it is sequenced.</summary>
public sealed class SpaceGuardTests : IDisposable
{
    private const long MiB = 1024 * 1024;

    private readonly TempDirectory directory = new();
    private readonly MeteredDisk disk = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void It_refuses_what_the_volume_has_no_room_for()
    {
        disk.Free = 10_000 + SpaceGuard.ReserveBytes;
        var guard = new SpaceGuard(disk, directory.Path);

        guard.Take(10_000);
        disk.Free = SpaceGuard.ReserveBytes;
        var refusal = Assert.Throws<LogException>(() => guard.Take(1));

        Assert.Equal(LogFault.Full, refusal.Fault);
        Assert.Contains("Nothing was written", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_asks_the_system_once_for_16_MiB()
    {
        disk.Free = 1024 * MiB;
        var guard = new SpaceGuard(disk, directory.Path);

        for (var taken = 0L; taken < 64 * MiB; taken += MiB / 4)
        {
            guard.Take(MiB / 4);
        }

        Assert.Equal(4, disk.Asked);
    }

    [Fact]
    public async Task A_full_volume_is_an_error_of_one_append_and_not_the_end_of_the_writer()
    {
        var cancel = TestContext.Current.CancellationToken;
        var writer = LogWriter.Open(directory.File("log"), new LogOptions { Disk = disk }, cancel);
        disk.Free = SpaceGuard.ReserveBytes;
        var refusal = await Assert.ThrowsAsync<LogException>(async () => await writer.AppendAsync([Items.Part("a", Expected.NoStream, Items.One(1))], [], cancel));

        disk.Free = 1024 * MiB;
        var outcome = await writer.AppendAsync([Items.Part("a", Expected.NoStream, Items.One(1))], [], cancel);
        await writer.CloseAsync();

        Assert.Equal(LogFault.Full, refusal.Fault);
        Assert.Equal([1L], Assert.IsType<LogOutcome.Appended>(outcome).Positions);
    }
}
