using System.Globalization;
using Daybook.Log.Disk;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Tests.IndexFiles;

/// <summary>
/// A million events at random over 100,000 streams of 10 categories, 20 types and two tags each, a frame for every event.
/// Sizes are demanded, since they are the same everywhere; speeds are only printed.
/// </summary>
public sealed class MillionEventsTests
{
    private const int Events = 1_000_000;

    private static readonly IDisk Disk = NativeDisk.ForThisSystem();

    private static readonly Lazy<IndexContent> Whole = new(static () => Contents(1)[0]);

    [Fact]
    public void An_event_takes_few_bytes()
    {
        var content = Whole.Value;

        var stream = BytesAnEvent(content, TermKind.Stream);
        var category = BytesAnEvent(content, TermKind.Category);
        var type = BytesAnEvent(content, TermKind.Type);
        var tag = BytesAnEvent(content, TermKind.Tag) / 2;
        var frame = BytesAnEvent(content, null);

        Print($"bytes an event: stream {stream:F2} (4 of them the fingerprint), category {category:F2}, type {type:F2}, each tag {tag:F2}, frame {frame:F2}");
        Assert.InRange(stream, 4, 8);
        Assert.InRange(category, 0, 1);
        Assert.InRange(type, 0, 1.2);
        Assert.InRange(tag, 0, 3);
        Assert.InRange(frame, 0, 7);
    }

    [Fact]
    public void A_term_of_every_event_takes_next_to_nothing()
    {
        var dense = new IndexContent(Whole.Value.Id) { Frames = Whole.Value.Frames };
        dense.Terms.Add(IndexContent.KeyOf(TermKind.Type, "t"), new TermContent(Expected.None) { Positions = [.. Enumerable.Range(1, Events).Select(static at => (long)at)] });

        Assert.InRange(BytesAnEvent(dense, TermKind.Type), 0, 0.2);
    }

    [Fact]
    public void A_million_events_are_written_merged_and_found()
    {
        using var directory = new TempDirectory();
        var parts = Contents(8);
        var whole = Whole.Value;

        var writing = Timed(() => IndexFileWriter.Write(Disk, directory.Path, whole.Id, whole.Source(), CancellationToken.None));
        var expected = File.ReadAllBytes(directory.File(whole.Id.FileName));
        parts.ForEach(part => part.Write(directory.Path));
        var merging = Timed(() => IndexMerge.Run(Disk, directory.Path, [.. parts.Select(static part => part.Id)], CancellationToken.None));

        Print($"written at {Events / writing.TotalSeconds / 1e6:F2} M events/s, 8 files merged at {Events / merging.TotalSeconds / 1e6:F2} M events/s, {expected.Length / (double)Events:F2} bytes an event in all");
        Assert.Equal(expected, File.ReadAllBytes(directory.File(whole.Id.FileName)));
        using var file = IndexFile.Open(Disk, directory.Path, whole.Id, new BlockCache(64 * 1024 * 1024));
        PrintLookups(file);
        Assert.InRange(file.MemoryBytes, 1, expected.Length / 20);
    }

    /// <summary>A file with the terms of one kind, or with frames alone; what a single frame takes is not counted.</summary>
    private static double BytesAnEvent(IndexContent content, TermKind? kind)
    {
        var frames = kind is null ? content.Frames : [content.Frames[0] with { Count = Events }];
        var part = new IndexContent(content.Id) { Frames = frames };
        foreach (var (key, term) in content.Terms.Where(pair => pair.Key[0] == (byte?)kind))
        {
            part.Terms.Add(key, term);
        }

        return part.ToBytes().Length / (double)Events;
    }

    private static void PrintLookups(IndexFile file)
    {
        const int Turns = 50_000;
        var seed = Term.SeedOf(file.Id.LogId);
        var names = Enumerable.Range(0, 1_000).Select(static number => NameOf(number * 97)).ToArray();
        var absent = names.Select(static name => name + "x").ToArray();
        var cursor = new PostingCursor();
        var buffer = new byte[Term.MaxBytes];
        int found = 0, passed = 0;
        for (var round = 0; round < 3; round++)
        {
            (found, passed) = (0, 0);
            var misses = Timed(() =>
            {
                for (var turn = 0; turn < Turns; turn++)
                {
                    passed += file.TryFind(Term.Of(TermKind.Stream, absent[turn % absent.Length], seed, buffer), out _) ? 1 : 0;
                }
            });
            var hits = Timed(() =>
            {
                for (var turn = 0; turn < Turns; turn++)
                {
                    found += file.TryFind(Term.Of(TermKind.Stream, names[turn % names.Length], seed, buffer), out _) ? 1 : 0;
                }
            });
            var seeks = Timed(() =>
            {
                for (var turn = 0; turn < Turns; turn++)
                {
                    file.TryFind(Term.Of(TermKind.Stream, names[turn % names.Length], seed, buffer), out var entry);
                    found += file.LastRevisionAt(entry, Events / 2, cursor) >= Expected.None ? 1 : 0;
                }
            });
            var frames = Timed(() =>
            {
                for (var turn = 0; turn < Turns; turn++)
                {
                    file.Frames.TryFind(1 + (turn * 7919L % 100_000), out _);
                }
            });
            Print($"absent term {NanosecondsOf(misses)}, entry {NanosecondsOf(hits)}, entry and revision as of a position {NanosecondsOf(seeks)}, frame {NanosecondsOf(frames)}; in memory {file.MemoryBytes:N0} bytes");
        }

        Assert.Equal((2 * Turns, 0), (found, passed));

        static string NanosecondsOf(TimeSpan all) => string.Create(CultureInfo.InvariantCulture, $"{all.TotalNanoseconds / Turns:F0} ns");
    }

    private static TimeSpan Timed(Action action)
    {
        // Of the processor, not of the clock: others use this machine too.
        var before = Environment.CpuUsage.TotalTime;
        action();
        return Environment.CpuUsage.TotalTime - before;
    }

    private static void Print(FormattableString line) =>
        TestContext.Current.TestOutputHelper!.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static string NameOf(int stream) => string.Create(CultureInfo.InvariantCulture, $"category{stream % 10}-{stream:D6}");

    /// <summary>The million in equal parts.</summary>
    private static List<IndexContent> Contents(int parts)
    {
        var random = new Random(1);
        var revisions = new int[100_000];
        var next = (Ticks: 638_000_000_000_000_000L, Offset: 4096L);
        var contents = new List<IndexContent>();
        for (var first = 1; first <= Events; first += Events / parts)
        {
            contents.Add(Part(new IndexFileId(FrameMaker.LogId, first, first + (Events / parts) - 1), random, revisions, ref next));
        }

        return contents;
    }

    private static IndexContent Part(IndexFileId id, Random random, int[] revisions, ref (long Ticks, long Offset) next)
    {
        var content = new IndexContent(id);
        var terms = new Dictionary<(TermKind, int), TermContent>();
        for (var position = id.FirstPosition; position <= id.LastPosition; position++)
        {
            var (stream, type, customer, branch, length) =
                (random.Next(100_000), random.Next(20), random.Next(50_000), random.Next(500), 8 * random.Next(20, 60));
            next.Ticks += random.Next(1, 20_000);
            content.Frames.Add(new FramePlace
            {
                FirstPosition = position,
                Count = 1,
                Segment = 1,
                Offset = next.Offset,
                Length = length,
                RecordedTicks = next.Ticks,
                FirstOccurredTicks = next.Ticks,
                LastOccurredTicks = next.Ticks,
            });
            next.Offset += length;
            var term = Of((TermKind.Stream, stream), revisions[stream]++);
            term.Positions.Add(position);
            term.Fingerprints.Add((uint)(position * 2_654_435_761L));
            Of((TermKind.Category, stream % 10), Expected.None).Positions.Add(position);
            Of((TermKind.Type, type), Expected.None).Positions.Add(position);
            Of((TermKind.Tag, customer), Expected.None).Positions.Add(position);
            Of((TermKind.Tag, 50_000 + branch), Expected.None).Positions.Add(position);
        }

        foreach (var ((kind, number), term) in terms)
        {
            content.Terms.Add(IndexContent.KeyOf(kind, TextOf(kind, number)), term);
        }

        return content;

        TermContent Of((TermKind, int) key, long revision)
        {
            if (!terms.TryGetValue(key, out var term))
            {
                terms.Add(key, term = new TermContent(revision));
            }

            return term;
        }
    }

    private static string TextOf(TermKind kind, int number) => kind switch
    {
        TermKind.Stream => NameOf(number),
        TermKind.Category => string.Create(CultureInfo.InvariantCulture, $"category{number}"),
        TermKind.Type => string.Create(CultureInfo.InvariantCulture, $"type-of-event-{number}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(number < 50_000 ? "customer" : "branch")}:{number}"),
    };
}
