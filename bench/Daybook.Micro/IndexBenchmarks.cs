using BenchmarkDotNet.Attributes;
using Daybook.Log.Index;

namespace Daybook.Micro;

/// <summary>Where the events of a stream are, among 100,000 streams.</summary>
public class IndexBenchmarks
{
    private const int Streams = 100_000;
    private const int Length = 10;

    private readonly StreamPostings postings = new();
    private readonly string[] names = [.. Enumerable.Range(0, Streams).Select(static number => $"account-{number}")];
    private readonly long[] positions = new long[Length];
    private int next;

    [GlobalSetup]
    public void Fill()
    {
        for (var revision = 0; revision < Length; revision++)
        {
            for (var stream = 0; stream < Streams; stream++)
            {
                postings.Add(names[stream], revision, (revision * Streams) + stream + 1, Guid.NewGuid());
            }
        }
    }

    /// <summary>The ten positions of another stream each time, in an order that no cache foresees.</summary>
    [Benchmark]
    public int LookUpStream()
    {
        next = (next + 7919) % Streams;
        return postings.CopyPositions(names[next], 0, positions);
    }
}
