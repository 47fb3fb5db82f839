using Daybook.Log;
using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.Sequencing;

namespace Daybook.Micro;

/// <summary>What the benchmarks are about: events of 256 random bytes.</summary>
internal static class Specimens
{
    public static readonly byte[] Payload = NewPayload();

    public static readonly uint Seed = FrameHeader.SeedOf(Guid.Empty);

    public static Sequencer NewSequencer() =>
        new(new LogIndex(Guid.Empty, [], int.MaxValue, firstPosition: 1), new RecordedClock(0), epoch: 1, Seed) { NextPosition = 1, Ids = new NoLog(), NewSalt = RandomIds.Next };

    /// <summary>An append of so many events to one stream, of which the first gets a revision.</summary>
    public static StreamItems[] AppendOf(int events, long revision) =>
    [
        new StreamItems("account-1", Expected.At(revision - 1), [.. Enumerable.Range(0, events).Select(static _ => NewEvent())]),
    ];

    public static NewItem NewEvent() => new("money-deposited", Guid.NewGuid(), Payload);

    private static byte[] NewPayload()
    {
        var bytes = new byte[256];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    /// <summary>All ids are in memory, so nobody asks.</summary>
    private sealed class NoLog : IItemIds
    {
        public Guid IdAt(long position) => throw new InvalidOperationException("The id is not in memory.");
    }
}
