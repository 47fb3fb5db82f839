using Daybook.Log.Format;
using Daybook.Log.Index;
using Daybook.Log.Sequencing;
using Daybook.Log.Tests.Index;

namespace Daybook.Log.Tests;

/// <summary>Makes real frames with a sequencer of its own, one for each append.</summary>
internal sealed class FrameMaker
{
    public static readonly Guid LogId = new("00010203-0405-0607-0809-0a0b0c0d0e0f");

    public static readonly Guid Salt = new("a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf");

    private readonly LogIndex index;
    private readonly Sequencer sequencer;
    private long ticks;

    public FrameMaker(uint epoch = 1, long nextPosition = 1, long lastTicks = 1_000, Guid? logId = null)
    {
        ticks = lastTicks;
        index = MadeIndex.InMemory(firstPosition: nextPosition);
        sequencer = new Sequencer(index, new RecordedClock(lastTicks), epoch, FrameHeader.SeedOf(logId ?? LogId)) { NextPosition = nextPosition, Ids = MadeIndex.NoLog(), NewSalt = static () => FrameMaker.Salt };
    }

    public static uint Seed => FrameHeader.SeedOf(LogId);

    public StreamIndex Streams => index.Streams;

    public long NextPosition => sequencer.NextPosition;

    /// <summary>A frame of an append to any revision, built when everything up to a position was durable.</summary>
    public byte[] Frame(string stream, NewItem[] items, long durableUpTo = 0) => Frame([Items.Part(stream, Expected.Any, items)], durableUpTo);

    public byte[] Frame(StreamItems[] parts, long durableUpTo = 0)
    {
        sequencer.Sequence(EncodedAppend.Of(parts), new ClockReading(++ticks, TimeSpan.FromTicks(ticks)), durableUpTo);
        return sequencer.Take()!.BytesOf(0, 1).ToArray();
    }

    public static FrameHeader HeaderOf(byte[] frame)
    {
        Assert.True(FrameHeader.TryPeek(frame, out var header));
        return header;
    }

    public static StoredItem[] ItemsOf(byte[] frame)
    {
        var items = new FrameItems(frame, HeaderOf(frame), new NameCache());
        var read = new List<StoredItem>();
        while (items.TryNext())
        {
            read.Add(items.Current);
        }

        Assert.Equal(0, items.Remaining);
        return [.. read];
    }

    /// <summary>Gives changed bytes a checksum that matches.</summary>
    public static byte[] Reseal(byte[] frame)
    {
        BitConverter.TryWriteBytes(frame, ~Crc32C.Add(Seed, frame.AsSpan(4)));
        return frame;
    }
}
