using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Packing;
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

        var sequencer = new Sequencer(index, new RecordedClock(0), epoch: 2, FrameMaker.Seed) { NextPosition = 7, Ids = MadeIndex.NoLog(), NewSalt = static () => FrameMaker.Salt };
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

    /// <summary>The example's segment, packed as one that saves something.</summary>
    public static byte[] Packed()
    {
        var (header, frame, packer) = (Header(), Frame(), new BlockPacker());
        var blocks = new List<PackedBlock>();
        var bytes = new List<byte>();
        foreach (var (part, frames) in new[] { (header, 0), (frame, 1) })
        {
            var (codec, packed) = packer.Pack(part, frames);
            var before = blocks.Count == 0 ? default : blocks[^1];
            var checksum = PackedBlock.ChecksumOf(FrameMaker.Seed, 7, blocks.Count, packed.Span);
            blocks.Add(new PackedBlock(before.End, part.Length, before.PackedEnd, packed.Length, checksum, codec));
            bytes.AddRange(packed.Span);
        }

        return [.. bytes, .. PackedTable.ToBytes(FrameMaker.LogId, 7, blocks)];
    }

    /// <summary>The chain behind the example's frame, which is as if positions 1 to 6 had been nothing.</summary>
    public static DigestChain Chain()
    {
        var chain = new DigestChain(6, DigestChain.StartOf(FrameMaker.LogId));
        var frame = Frame();
        Assert.True(chain.TryAdd(FrameMaker.HeaderOf(frame), frame, new byte[8]));
        return chain;
    }

    /// <summary>The file of digests of the example's segment.</summary>
    public static byte[] Digests()
    {
        using var directory = new TempDirectory();
        var paths = new LogPaths(directory.File("log"));
        Directory.CreateDirectory(paths.Segments);
        var (marks, frame) = (new byte[8], Frame());
        var chain = new DigestChain(6, DigestChain.StartOf(FrameMaker.LogId));
        Assert.True(chain.TryAdd(FrameMaker.HeaderOf(frame), frame, marks));
        using (var file = DigestFile.Create(NativeDisk.ForThisSystem(), paths, FrameMaker.LogId, 7, DigestChain.StartOf(FrameMaker.LogId)))
        {
            file.Append(marks, chain.Digest);
        }

        return File.ReadAllBytes(paths.Digests(7));
    }

    public static byte[] Manifest()
    {
        var bytes = new byte[ManifestEntry.Size];
        new ManifestEntry(new SealedSegment(7, 8, SegmentHeader.Size + Frame().Length), Chain().Digest).WriteTo(bytes, FrameMaker.Seed);
        return bytes;
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
        DigestPosition = 8,
        Digest = Chain().Digest,
    }.ToBytes();

    public static byte[] Head()
    {
        var bytes = new byte[HeadMark.Size];
        new HeadMark(FrameMaker.LogId, 2, 8).WriteTo(bytes);
        return bytes;
    }
}
