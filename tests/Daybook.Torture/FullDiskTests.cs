using Daybook.Torture.Volumes;
using Daybook.Torture.Worker;

namespace Daybook.Torture;

public sealed class FullDiskTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(8192, 3_000)]
    [InlineData(8192, 10)]
    [InlineData(1024 * 1024, 3_000)]
    public async Task A_full_volume_refuses_appends_loses_nothing_and_takes_them_again_when_there_is_room(int segmentSizeBytes, int bytes)
    {
        using var volume = Volume.InMemory(1536);
        var ballast = Path.Combine(volume.Root, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[700 * 1024]);
        var witness = new Witness(volume.Store, segmentSizeBytes);
        var number = 0;
        await using (var store = await DaybookStore.OpenAsync(volume.Store, new StoreOptions { SegmentSizeBytes = segmentSizeBytes }))
        {
            while (await CodeOfAppendAsync(store, witness, new Turn(1, 0, number, bytes)) is null)
            {
                number++;
            }

            var full = new DriveInfo(volume.Root).AvailableFreeSpace;
            Assert.Equal(ErrorCodes.StoreFull, await CodeOfAppendAsync(store, witness, new Turn(1, 0, number, bytes)));
            await witness.CheckAsync(store);
            await witness.CheckReadOnlyAsync();
            File.Delete(ballast);
            Assert.Null(await CodeOfAppendAsync(store, witness, new Turn(1, 0, number, bytes)));
            Assert.Null(await CodeOfAppendAsync(store, witness, new Turn(1, 0, number + 1, bytes)));
            await witness.CheckAsync(store);
            output.WriteLine($"full after {number} appends of {bytes} bytes in segments of {segmentSizeBytes} bytes, with {full} bytes left");
        }

        Assert.True(number > 10);
        await witness.RecoverAsync();
        await witness.VerifyAsync();
    }

    [Fact]
    public async Task Many_writers_at_once_meet_the_end_of_the_volume_as_a_refusal()
    {
        // Not in memory: there a group is written before the next append is even sequenced.
        using var volume = Volume.Ext4(12);
        var witness = new Witness(volume.Store);
        var codes = new string?[24];
        await using (var store = await DaybookStore.OpenAsync(volume.Store))
        {
            var turns = new List<(Turn Turn, Appended? Appended)>();
            await Task.WhenAll(Enumerable.Range(0, codes.Length).Select(writer => Task.Run(async () =>
            {
                for (var number = 0; codes[writer] is null; number++)
                {
                    var turn = new Turn(1, writer, number, 40_000);
                    try
                    {
                        var appended = await store.AppendAsync(turn.Stream, ExpectedRevision.Any, turn.Events());
                        lock (turns)
                        {
                            turns.Add((turn, appended));
                        }
                    }
                    catch (DaybookException refused)
                    {
                        codes[writer] = refused.Code;
                    }
                }
            })));
            turns.ForEach(one => witness.Hears(one.Turn, one.Appended));
            await witness.CheckAsync(store);
        }

        Assert.All(codes, static code => Assert.Equal(ErrorCodes.StoreFull, code));
        await witness.RecoverAsync();
        await witness.VerifyAsync();
    }

    [Fact]
    public async Task A_volume_that_another_fills_in_between_stops_the_writer_and_the_store_is_read_and_mended()
    {
        using var volume = Volume.InMemory(2048);
        var witness = new Witness(volume.Store, 1024 * 1024);
        string others;
        var number = 0;
        await using (var store = await DaybookStore.OpenAsync(volume.Store, new StoreOptions { SegmentSizeBytes = 1024 * 1024 }))
        {
            for (; number < 5; number++)
            {
                Assert.Null(await CodeOfAppendAsync(store, witness, new Turn(1, 0, number, 1000)));
            }

            // The guard has asked for 16 MiB at a time, so it does not know.
            others = volume.Fill();
            string? code;
            while ((code = await CodeOfAppendAsync(store, witness, new Turn(1, 0, number, 20_000))) is null)
            {
                number++;
            }

            Assert.Equal(ErrorCodes.StoreFailed, code);
            Assert.Equal(ErrorCodes.StoreFailed, await CodeOfAppendAsync(store, witness, new Turn(1, 0, number, 20_000)));
            await witness.CheckAsync(store);
            await witness.CheckReadOnlyAsync();
        }

        Assert.True(await witness.CheckReadOnlyAsync());
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await DaybookStore.OpenAsync(volume.Store));
        Assert.Equal(ErrorCodes.StoreFull, refused.Code);
        Assert.True(await witness.CheckReadOnlyAsync());
        File.Delete(others);
        await witness.RecoverAsync();
        await witness.VerifyAsync();
    }

    [Fact]
    public async Task A_store_that_cannot_be_made_for_want_of_room_is_made_when_there_is_room()
    {
        using var volume = Volume.InMemory(256);
        Directory.CreateDirectory(volume.Store);
        var others = volume.Fill();
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await DaybookStore.OpenAsync(volume.Store));
        Assert.Equal(ErrorCodes.StoreFull, refused.Code);

        File.Delete(others);
        await new Witness(volume.Store).RecoverAsync();
    }

    /// <summary>Null when the append was acknowledged.</summary>
    private static async Task<string?> CodeOfAppendAsync(DaybookStore store, Witness witness, Turn turn)
    {
        try
        {
            witness.Hears(turn, await store.AppendAsync(turn.Stream, ExpectedRevision.Any, turn.Events()));
            return null;
        }
        catch (DaybookException refused)
        {
            witness.Hears(turn, null);
            return refused.Code;
        }
    }
}
