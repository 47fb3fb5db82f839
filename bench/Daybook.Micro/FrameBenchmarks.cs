using BenchmarkDotNet.Attributes;
using Daybook.Log;
using Daybook.Log.Format;
using Daybook.Log.Sequencing;

namespace Daybook.Micro;

/// <summary>Events to bytes and back.</summary>
public class FrameBenchmarks
{
    private const int Appends = 1000;

    private readonly StreamItems[][] appends = [.. Enumerable.Range(0, Appends).Select(static revision => Specimens.AppendOf(1, revision))];
    private readonly FrameGroup thousand = NewThousand();
    private readonly byte[] bytes = new byte[64 * 1024];

    /// <summary>One event encoded, sequenced, indexed and sealed in a frame of its own.</summary>
    [Benchmark(OperationsPerInvoke = Appends)]
    public int EncodeFrame()
    {
        var sequencer = Specimens.NewSequencer();
        var now = ClockReading.Of(TimeProvider.System);
        foreach (var append in appends)
        {
            sequencer.Sequence(EncodedAppend.Of(append), now, durableUpTo: 0);
        }

        return sequencer.Take()!.SizeBytes;
    }

    /// <summary>A frame of a thousand events checked and decoded.</summary>
    [Benchmark]
    public long DecodeThousandEvents()
    {
        var frame = thousand.BytesOf(0, 1);
        var items = new FrameItems(frame, thousand.HeaderOf(0), new NameCache());
        var found = FrameHeader.IsIntact(frame.Span, Specimens.Seed) ? 0L : -1;
        while (items.TryNext())
        {
            found += items.Current.Data.Length;
        }

        return found == 1000L * Specimens.Payload.Length ? found : throw new InvalidOperationException($"{found} bytes were decoded.");
    }

    [Benchmark]
    public uint ChecksumOfOneEvent() => Crc32C.Of(bytes.AsSpan(0, 256));

    [Benchmark]
    public uint ChecksumOf64KiB() => Crc32C.Of(bytes);

    private static FrameGroup NewThousand()
    {
        var sequencer = Specimens.NewSequencer();
        sequencer.Sequence(EncodedAppend.Of(Specimens.AppendOf(1000, revision: 0)), ClockReading.Of(TimeProvider.System), durableUpTo: 0);
        return sequencer.Take()!;
    }
}
