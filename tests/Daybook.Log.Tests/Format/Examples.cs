using Daybook.Log.Format;
using Daybook.Log.Sequencing;
using Daybook.Log.Tests.Index;

namespace Daybook.Log.Tests.Format;

/// <summary>What the examples of docs/format show, made by the code that writes real logs.</summary>
internal static class Examples
{
    public static readonly DateTimeOffset RecordedAt = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset OccurredAt = new(2024, 2, 29, 9, 30, 0, TimeSpan.FromHours(1));

    public static readonly Guid FirstId = new("11111111-2222-3333-4444-555555555555");

    public static readonly Guid SecondId = new("66666666-7777-8888-9999-aaaaaaaaaaaa");

    public static byte[] Header() => new SegmentHeader(FrameMaker.LogId, 2, 7, RecordedAt.UtcTicks).ToBytes();

    public static byte[] Frame()
    {
        var index = MadeIndex.InMemory(firstPosition: 4);
        for (var revision = 0; revision < 3; revision++)
        {
            index.Add("account-42", revision, 4 + revision, new NewItem("deposited", Items.Id(revision), default));
        }

        var sequencer = new Sequencer(index, new RecordedClock(0), epoch: 2, FrameMaker.Seed) { NextPosition = 7, Ids = MadeIndex.NoLog() };
        var append = EncodedAppend.Of(
        [
            Items.Part("account-42", Expected.At(2), new NewItem("deposited", FirstId, """{"amount":500}"""u8.ToArray())
            {
                OccurredAt = OccurredAt,
                Tags = ["branch:7"],
                Metadata = """{"user":"Ada"}"""u8.ToArray(),
            }),
            Items.Part("account-43", Expected.NoStream, new NewItem("account-opened", SecondId, """{"owner":"Bob"}"""u8.ToArray())),
        ]);
        sequencer.Sequence(append, new ClockReading(RecordedAt.UtcTicks, TimeSpan.Zero), durableUpTo: 6);
        return sequencer.Take()!.BytesOf(0, 1).ToArray();
    }

    public static byte[] Slot() => new Superblock
    {
        LogId = FrameMaker.LogId,
        Generation = 5,
        Epoch = 2,
        IsClean = true,
        DurablePosition = 8,
        LastSegment = 7,
        EndOffset = SegmentHeader.Size + Frame().Length,
    }.ToBytes();

    public static byte[] Head()
    {
        var bytes = new byte[HeadMark.Size];
        new HeadMark(FrameMaker.LogId, 2, 8).WriteTo(bytes);
        return bytes;
    }
}
