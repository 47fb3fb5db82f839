using BenchmarkDotNet.Attributes;
using Daybook.Log;
using Daybook.Log.Writing;

namespace Daybook.Micro;

/// <summary>Appends to a file system in memory: everything but the disk.</summary>
[InvocationCount(16, 1)]
public class AppendBenchmarks
{
    private const int Appends = 1000;
    private const string Memory = "/dev/shm";

    private readonly string directory = Path.Combine(
        Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"daybook-micro-{Environment.ProcessId}");
    private LogWriter? log;
    private long revision;

    [GlobalSetup]
    public void Open() => log = LogWriter.Open(directory, new LogOptions(), CancellationToken.None);

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await log!.CloseAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Benchmark(OperationsPerInvoke = Appends)]
    public async Task AppendToMemoryAsync()
    {
        for (var done = 0; done < Appends; done++)
        {
            await log!.AppendAsync(Specimens.AppendOf(1, revision++), [], CancellationToken.None);
        }
    }
}
