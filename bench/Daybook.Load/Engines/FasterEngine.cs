using System.Buffers;
using FASTER.core;

namespace Daybook.Load.Engines;

/// <summary>
/// FasterLog with a checksum for each entry. A thread commits whenever something was added, sleeping rather than spinning
/// until the flush is done, which on few cores is the faster way; a lone writer and a batch commit by themselves.
/// </summary>
internal sealed class FasterEngine : IEngine
{
    private readonly IDevice device;
    private readonly FasterLog log;
    private readonly SemaphoreSlim added = new(0);
    private readonly Thread committer;
    private int isKicked;
    private volatile bool isStopped;

    public FasterEngine(string directory)
    {
        Directory.CreateDirectory(directory);
        device = Devices.CreateLogDevice(Path.Combine(directory, "events.log"));
        log = new FasterLog(new FasterLogSettings
        {
            LogDevice = device,
            PageSize = 1L << 22,
            MemorySize = 1L << 26,
            SegmentSize = 1L << 30,
            LogChecksum = LogChecksumType.PerEntry,
            FastCommitMode = true,
        });
        committer = new Thread(Run) { IsBackground = true, Name = "fasterlog commit" };
        committer.Start();
    }

    public async ValueTask AppendAloneAsync(byte[] data)
    {
        log.Enqueue(data);
        await log.CommitAsync();
    }

    public async ValueTask AppendAsync(int writer, byte[] data)
    {
        var address = await log.EnqueueAsync(data);
        if (Interlocked.Exchange(ref isKicked, 1) == 0)
        {
            added.Release();
        }

        await log.WaitForCommitAsync(address + 1);
    }

    public async ValueTask AppendBatchAsync(IReadOnlyList<byte[]> batch)
    {
        foreach (var data in batch)
        {
            log.Enqueue(data);
        }

        await log.CommitAsync();
    }

    public async ValueTask<long> ScanAsync()
    {
        var end = log.CommittedUntilAddress;
        var count = 0L;
        using var entries = log.Scan(log.BeginAddress, end, recover: false);
        while (entries.NextAddress < end)
        {
            if (entries.GetNext(MemoryPool<byte>.Shared, out var entry, out var length, out _, out _))
            {
                count += length > 0 ? 1 : 0;
                entry.Dispose();
            }
            else if (!await entries.WaitAsync())
            {
                break;
            }
        }

        return count;
    }

    public ValueTask DisposeAsync()
    {
        isStopped = true;
        added.Release();
        committer.Join();
        log.Dispose();
        device.Dispose();
        added.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Run()
    {
        while (!isStopped)
        {
            added.Wait();
            Volatile.Write(ref isKicked, 0);
            log.CommitAsync().AsTask().Wait();
        }
    }
}
