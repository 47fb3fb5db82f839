using System.Text;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Tests.IndexMemory;

/// <summary>A part in memory against plain lists: while it grows, once it is full, and beside the one who adds.</summary>
public sealed class MemoryPartTests
{
    [Theory]
    [InlineData(1, 1, 3_000)]
    [InlineData(2, 5, 9_000)]
    [InlineData(3, 300, 9_000)]
    [InlineData(4, 40_000, 60_000)]
    public void Whatever_is_asked_is_answered_as_by_the_lists(int seed, int streams, int items)
    {
        var random = new Random(seed);
        var naive = NaivePart.Random(random, items, streams);
        var part = new MemoryPart(NaivePart.FirstPosition);
        naive.AddTo(part, 0, items);

        Assert.Equal((naive.LastPosition, (long)items), (part.LastPosition, part.Items));
        Assert.Equal(items + naive.Terms.Sum(static pair => pair.Value.Count), part.Postings);
        Assert.Equal(naive.Streams.Keys.Order(StringComparer.Ordinal), part.Streams().Select(static one => one.Stream).Order(StringComparer.Ordinal));
        foreach (var position in new[] { 0, NaivePart.FirstPosition, NaivePart.FirstPosition + (items / 2), long.MaxValue })
        {
            var begun = naive.Streams.Count(pair => naive.FirstRevision(pair.Key) == 0 && pair.Value[0].Position <= position);
            Assert.Equal(begun, part.CountBegunUpTo(position));
        }

        foreach (var (stream, wanted) in naive.Streams.Take(500))
        {
            AssertSame(naive, (stream, wanted), part, random);
        }

        foreach (var ((kind, text), wanted) in naive.Terms)
        {
            AssertSame(wanted, part.Positions(kind, text), random);
            Assert.Equal(wanted[^1], part.Last(kind, text));
        }

        Assert.Equal((Expected.None, 0L, 0), (part.LastRevision("gone"), part.Last(TermKind.Tag, "gone"), part.Positions(TermKind.Type, "gone").Count));
    }

    [Theory]
    [InlineData(5, 3, 5_000)]
    [InlineData(6, 400, 9_000)]
    public void A_file_is_told_every_term_in_the_order_of_bytes_however_little_it_reads_at_a_time(int seed, int streams, int items)
    {
        var random = new Random(seed);
        var naive = NaivePart.Random(random, items, streams);
        var part = new MemoryPart(NaivePart.FirstPosition);
        naive.AddTo(part, 0, items);

        Assert.Equal(naive.Told(), Told(new MemorySource(part), random));
    }

    [Fact]
    public void What_was_taken_stays_as_it_was_at_every_length()
    {
        const int Items = 700;
        var naive = NaivePart.Random(new Random(7), Items, 4);
        var part = new MemoryPart(NaivePart.FirstPosition);
        var runs = new List<(string Stream, StreamRun Run, int Count)>();
        var lists = new List<(string Type, PostingRun Positions, int Count)>();
        for (var at = 0; at < Items; at++)
        {
            naive.AddTo(part, at, 1);
            var (stream, revision, item) = naive.Items[at];
            Assert.True(part.TryFind(stream, out var run));
            runs.Add((stream, run, (int)(revision - naive.FirstRevision(stream)) + 1));
            lists.Add((item.Name, part.Positions(TermKind.Type, item.Name), naive.Terms[(TermKind.Type, item.Name)].IndexOf(part.LastPosition) + 1));
        }

        Assert.All(runs, one => Assert.Equal(naive.Streams[one.Stream].Take(one.Count).Select(static item => item.Position), PositionsOf(one.Run)));
        Assert.All(lists, one => Assert.Equal(naive.Terms[(TermKind.Type, one.Type)].Take(one.Count), AllOf(one.Positions)));
    }

    [Fact]
    public async Task Readers_beside_the_writer_see_a_prefix_that_has_all_they_were_told_of()
    {
        const int Items = 60_000;
        const int Step = 500;
        var naive = NaivePart.Random(new Random(8), Items, 2_000);
        var part = new MemoryPart(NaivePart.FirstPosition);
        var reads = 0;
        var readers = Enumerable.Range(0, 2).Select(seed => Task.Run(
            () => ReadToEnd(naive, part, new Random(seed), () => Interlocked.Increment(ref reads)), TestContext.Current.CancellationToken)).ToArray();

        for (var at = 0; at < Items; at += Step)
        {
            naive.AddTo(part, at, Step);
            SpinWait.SpinUntil(() => Volatile.Read(ref reads) > at / Step || readers.Any(static reader => reader.IsCompleted));
        }

        Assert.All(await Task.WhenAll(readers), Assert.Null);
    }

    [Fact]
    public async Task A_stream_is_never_seen_between_two_items()
    {
        const int Items = 200_000;
        var part = new MemoryPart(1);
        var reader = Task.Run(
            () =>
            {
                var whole = true;
                while (part.LastPosition < Items)
                {
                    whole &= !part.TryFind("a", out var run) || (run.LastPosition == run.Count && run.FirstPosition == 1);
                }

                return whole;
            },
            TestContext.Current.CancellationToken);

        for (var position = 1; position <= Items; position++)
        {
            part.Add("a", position - 1, position, Tests.Items.One(1));
        }

        Assert.True(await reader);
    }

    [Fact]
    public void The_filter_forgets_no_id_and_is_seldom_wrong()
    {
        const int Items = 20_000;
        var naive = NaivePart.Random(new Random(9), Items, 10);
        var filter = new IdFilter();
        for (var number = 0; number < Items; number++)
        {
            filter.Add(number, Fingerprint.Of(naive.Items[number].Item.Id));
        }

        for (var number = 0; number < Items; number++)
        {
            Assert.True(filter.MayHold(Fingerprint.Of(naive.Items[number].Item.Id), number, number));
        }

        var others = NaivePart.Random(new Random(10), Items, 10).Items;
        Assert.InRange(others.Count(other => filter.MayHold(Fingerprint.Of(other.Item.Id), 0, Items - 1)), 1, Items / 50);
    }

    /// <summary>The first thing that is not as in the lists; null when all was, up to the last item.</summary>
    private static string? ReadToEnd(NaivePart naive, MemoryPart part, Random random, Action hasRead)
    {
        while (true)
        {
            var upTo = part.LastPosition;
            var stream = naive.Items[random.Next(naive.Items.Count)].Stream;
            var wanted = naive.Streams[stream];
            var found = part.TryFind(stream, out var run) ? PositionsOf(run) : [];
            if (found.Length < wanted.Count(item => item.Position <= upTo) || !found.SequenceEqual(wanted.Take(found.Length).Select(static item => item.Position)))
            {
                return $"stream {stream} up to {upTo}";
            }

            var type = $"type-{random.Next(3)}";
            var positions = AllOf(part.Positions(TermKind.Type, type));
            var all = naive.Terms[(TermKind.Type, type)];
            if (positions.Length < all.Count(position => position <= upTo) || !positions.AsSpan().SequenceEqual(all.ToArray().AsSpan(0, positions.Length)))
            {
                return $"type {type} up to {upTo}";
            }

            if (random.Next(50) == 0 && part.Streams().Any(one => !PositionsOf(one.Run).SequenceEqual(naive.Streams[one.Stream].Take(one.Run.Count).Select(static item => item.Position))))
            {
                return $"all streams up to {upTo}";
            }

            hasRead();
            if (upTo == naive.LastPosition)
            {
                return null;
            }
        }
    }

    private static void AssertSame(NaivePart naive, (string Name, List<(long Position, Guid Id)> Items) stream, MemoryPart part, Random random)
    {
        var (first, count) = (naive.FirstRevision(stream.Name), stream.Items.Count);
        Assert.True(part.TryFind(stream.Name, out var run));
        Assert.Equal((first, count, first + count - 1), (run.FirstRevision, run.Count, part.LastRevision(stream.Name)));
        Assert.Equal((stream.Items[0].Position, stream.Items[^1].Position), (run.FirstPosition, run.LastPosition));
        Assert.All(stream.Items.Take(1_000), item => Assert.True(run.MayHold(Fingerprint.Of(item.Id), (first, first + count - 1))));
        for (var trial = 0; trial < 20; trial++)
        {
            var position = NaivePart.FirstPosition + random.Next(-5, naive.Items.Count + 5);
            Assert.Equal(naive.LastRevisionAt(stream.Name, position), run.LastRevisionAt(position));
            var from = random.Next(count);
            var wanted = stream.Items.GetRange(from, random.Next(1, count - from + 1));
            var (positions, fingerprints, alone, ids) = (new long[wanted.Count], new uint[wanted.Count], new uint[wanted.Count], new Guid[wanted.Count]);
            run.Copy(first + from, positions, fingerprints);
            run.CopyFingerprints(first + from, alone);
            run.CopyIds(first + from, ids);
            Assert.Equal(wanted.Select(static item => item.Position), positions);
            Assert.Equal(wanted.Select(static item => item.Id), ids);
            Assert.Equal(wanted.Select(static item => Fingerprint.Of(item.Id)), fingerprints);
            Assert.Equal(fingerprints, alone);
        }
    }

    private static void AssertSame(List<long> wanted, PostingRun found, Random random)
    {
        Assert.Equal(wanted, AllOf(found));
        for (var trial = 0; trial < 20; trial++)
        {
            var (position, from) = (NaivePart.FirstPosition + random.Next(-5, 70_000), random.Next(wanted.Count));
            var at = wanted.FindIndex(from, one => one >= position);
            Assert.Equal(at < 0 ? wanted.Count : at, found.FirstFrom(position, from, wanted.Count));
        }
    }

    private static IEnumerable<string> Told(MemorySource source, Random random)
    {
        while (source.MoveToNextTerm())
        {
            var isStream = source.Key[0] == (byte)TermKind.Stream;
            var told = new StringBuilder($"{(TermKind)source.Key[0]} {Encoding.UTF8.GetString(source.Key[1..])} {(isStream ? source.FirstRevision : 0)}:");
            while (true)
            {
                var (positions, fingerprints) = (new long[random.Next(1, 600)], new uint[600]);
                var count = source.ReadPostings(positions, fingerprints.AsSpan(0, positions.Length));
                if (count == 0)
                {
                    break;
                }

                for (var at = 0; at < count; at++)
                {
                    told.Append(isStream ? $" {positions[at]}/{fingerprints[at]}" : $" {positions[at]}");
                }
            }

            yield return told.ToString();
        }
    }

    private static long[] PositionsOf(StreamRun run)
    {
        var positions = new long[run.Count];
        run.Copy(run.FirstRevision, positions, []);
        return positions;
    }

    private static long[] AllOf(PostingRun positions)
    {
        var all = new long[positions.Count];
        positions.Copy(0, all);
        return all;
    }
}
