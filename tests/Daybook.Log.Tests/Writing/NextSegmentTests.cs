using Daybook.Log.Format;
using Daybook.Log.Recovery;
using Daybook.Log.Writing;

namespace Daybook.Log.Tests.Writing;

/// <summary>Segments that are made before they are needed.</summary>
public sealed class NextSegmentTests : IDisposable
{
    private const int SegmentBytes = 64 * 1024;

    private static readonly SegmentHeader Header = new(Guid.NewGuid(), 3, 77, 12);

    private readonly TempDirectory directory = new();

    public NextSegmentTests() => Directory.CreateDirectory(Paths.Segments);

    public static TheoryData<string> ModesWithRoom => [nameof(FlushMode.Direct), nameof(FlushMode.Prepared)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LogPaths Paths => new(directory.File("log"));

    private string Unfinished => Path.Combine(Paths.Segments, LogFormat.NextSegmentName);

    private static LogOptions Options => new() { SegmentSizeBytes = SegmentBytes, SegmentAheadBytes = 0 };

    public void Dispose() => directory.Dispose();

    [Theory, MemberData(nameof(ModesWithRoom))]
    public void It_is_a_header_and_zeros(string mode)
    {
        var next = new NextSegment(Paths, Options);
        next.Make(Enum.Parse<FlushMode>(mode), Cancel);
        Assert.Equal(SegmentBytes, new FileInfo(Unfinished).Length);
        Assert.False(next.IsMissing);

        Assert.True(next.TryTake(Header, out var roomEnd));

        var bytes = File.ReadAllBytes(Paths.Segment(Header.FirstPosition));
        Assert.Equal(SegmentBytes, roomEnd);
        Assert.Equal(SegmentBytes, bytes.Length);
        Assert.Equal(Header.ToBytes(), bytes[..SegmentHeader.Size]);
        Assert.False(bytes.AsSpan(SegmentHeader.Size).ContainsAnyExcept((byte)0));
        Assert.False(File.Exists(Unfinished));
        Assert.True(next.IsMissing);
    }

    [Fact]
    public void Nothing_is_there_to_take_before_it_is_made()
    {
        Assert.False(new NextSegment(Paths, Options).TryTake(Header, out _));
        Assert.Empty(Directory.GetFiles(Paths.Segments));
    }

    [Fact]
    public void What_is_broken_off_leaves_nothing_and_is_tried_again_for_the_next()
    {
        var next = new NextSegment(Paths, Options);
        next.Make(FlushMode.Direct, new CancellationToken(canceled: true));
        Assert.Empty(Directory.GetFiles(Paths.Segments));
        Assert.False(next.IsMissing);

        Assert.False(next.TryTake(Header, out _));

        Assert.True(next.IsMissing);
    }

    [Fact]
    public void A_volume_with_little_room_keeps_it_for_appends()
    {
        var next = new NextSegment(Paths, Options with { Disk = new MeteredDisk { Free = (8 * SegmentBytes) - 1 } });

        next.Make(FlushMode.Prepared, Cancel);

        Assert.False(next.TryTake(Header, out _));
        Assert.Empty(Directory.GetFiles(Paths.Segments));
    }

    [Fact]
    public void What_is_not_taken_is_removed()
    {
        var next = new NextSegment(Paths, Options);
        next.Make(FlushMode.Prepared, Cancel);

        next.Remove();

        Assert.Empty(Directory.GetFiles(Paths.Segments));
        Assert.False(next.TryTake(Header, out _));
    }

    [Fact]
    public async Task A_writer_of_many_segments_takes_them_and_leaves_none()
    {
        const int ItemsToFillMany = 2_000;
        var options = Options with { SegmentSizeBytes = LogOptions.LeastSegmentSizeBytes };
        var writer = LogWriter.Open(Paths.Root, options, Cancel);
        var taken = 0;
        for (var number = 0; number < ItemsToFillMany; number++)
        {
            await writer.AppendAsync([Items.Part("s", Expected.Any, Items.One(number, 100))], [], Cancel);
            var last = new FileInfo(Directory.GetFiles(Paths.Segments, "*" + SegmentHeader.Extension).Max()!);
            taken += number > 0 && last.Name == SegmentHeader.FileNameOf(number + 1) && last.Length == options.SegmentSizeBytes ? 1 : 0;
        }

        await writer.CloseAsync();

        Assert.InRange(taken, 1, ItemsToFillMany);
        Assert.False(File.Exists(Unfinished));
        var verifier = new LogVerifier(Paths, options.Disk);
        verifier.Run(static _ => { }, Cancel);
        Assert.Empty(verifier.Findings);
        Assert.Equal(ItemsToFillMany, verifier.LastPosition);
    }
}
