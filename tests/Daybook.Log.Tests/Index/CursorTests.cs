using CsCheck;
using Daybook.Log.IndexCursors;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Tests.Index;

/// <summary>Cursors against sets: every tree of them finds what the set has at or beyond the place that is sought.</summary>
public sealed class CursorTests
{
    private const int Last = 40;

    private static readonly Gen<long[]> Positions = Gen.Long[1, Last].HashSet[0, 15].Select(static set => set.Order().ToArray());

    private static readonly Gen<Shape> Leaf = Gen.OneOf(
        Positions.Select(static positions => (Shape)new Shape.Listed(positions)),
        Gen.Select(Gen.Long[1, Last + 1], Gen.Long[0, Last + 1], static (first, last) => (Shape)new Shape.Range(first, last)));

    private static readonly Gen<Shape> Node = Tree(Tree(Leaf));

    [Fact]
    public void Walking_a_cursor_gives_its_set_in_its_direction() => Gen.Select(Node, Gen.Bool).Sample(
        static (shape, backwards) => Walk(shape.Cursor(backwards), backwards).SequenceEqual(InOrder(shape.Set(), backwards)), iter: 20_000);

    [Fact]
    public void A_seek_finds_the_first_position_at_or_beyond() => Gen.Select(Node, Gen.Bool, Gen.Long[0, 8].Array[1, 12]).Sample(
        static (shape, backwards, steps) =>
        {
            var (cursor, set) = (shape.Cursor(backwards), InOrder(shape.Set(), backwards).ToArray());
            var from = backwards ? Last + 1L : 0;
            foreach (var step in steps)
            {
                from += backwards ? -step : step;
                var wanted = set.Where(at => backwards ? at <= from : at >= from).Select(static at => (long?)at).FirstOrDefault();
                var has = cursor.TrySeek(from, out var found);
                if (has != wanted.HasValue || (has && found != wanted))
                {
                    return false;
                }
            }

            return true;
        },
        iter: 20_000);

    [Fact]
    public void A_cursor_that_has_ended_stays_at_its_end() => Gen.Select(Node, Gen.Bool).Sample(
        static (shape, backwards) =>
        {
            var cursor = shape.Cursor(backwards);
            _ = Walk(cursor, backwards).Count();
            return !cursor.TrySeek(backwards ? -1 : Last + 2, out _);
        },
        iter: 5_000);

    [Fact]
    public void Two_long_lists_with_nothing_in_common_are_not_walked_beyond_the_range()
    {
        var (even, odd) = (new CountingCursor(static at => at - (at % 2)), new CountingCursor(static at => at - ((at + 1) % 2)));
        var cursor = new IntersectionCursor([new RangeCursor(999_990, 1_000_000, backwards: true), even, odd]);

        Assert.False(cursor.TrySeek(1_000_000, out _));

        Assert.InRange(even.Seeks + odd.Seeks, 2, 30);
    }

    private static Gen<Shape> Tree(Gen<Shape> part) => Gen.OneOf(
        part,
        part.Array[1, 4].Select(static parts => (Shape)new Shape.All(parts)),
        part.Array[1, 4].Select(static parts => (Shape)new Shape.Any(parts)));

    private static IEnumerable<long> InOrder(HashSet<long> set, bool backwards) => backwards ? set.OrderDescending() : set.Order();

    private static IEnumerable<long> Walk(PositionCursor cursor, bool backwards)
    {
        var step = backwards ? -1 : 1;
        for (var from = backwards ? Last + 1L : 0; cursor.TrySeek(from, out var found); from = found + step)
        {
            yield return found;
        }
    }

    /// <summary>A tree of cursors, and the set that it stands for.</summary>
    private abstract record Shape
    {
        public abstract PositionCursor Cursor(bool backwards);

        public abstract HashSet<long> Set();

        public sealed record Listed(long[] Positions) : Shape
        {
            public override PositionCursor Cursor(bool backwards)
            {
                var list = new PostingList(firstPosition: 1);
                Array.ForEach(Positions, position => list.Add(position));
                return new ListCursor(list.SoFar, backwards);
            }

            public override HashSet<long> Set() => [.. Positions];
        }

        public sealed record Range(long First, long Last) : Shape
        {
            public override PositionCursor Cursor(bool backwards) => new RangeCursor(First, Last, backwards);

            public override HashSet<long> Set() => [.. Enumerable.Range(0, CursorTests.Last + 3).Select(static at => (long)at).Where(at => at >= First && at <= Last)];
        }

        public sealed record All(Shape[] Parts) : Shape
        {
            public override PositionCursor Cursor(bool backwards) => new IntersectionCursor(Array.ConvertAll(Parts, part => part.Cursor(backwards)));

            public override HashSet<long> Set() => Parts.Select(static part => part.Set()).Aggregate(static (left, right) => [.. left.Intersect(right)]);
        }

        public sealed record Any(Shape[] Parts) : Shape
        {
            public override PositionCursor Cursor(bool backwards) => new UnionCursor(Array.ConvertAll(Parts, part => part.Cursor(backwards)), backwards);

            public override HashSet<long> Set() => [.. Parts.SelectMany(static part => part.Set())];
        }
    }

    /// <summary>Backwards over an endless set, counting how often it is asked.</summary>
    private sealed class CountingCursor(Func<long, long> atOrBelow) : PositionCursor
    {
        public int Seeks { get; private set; }

        public override bool TrySeek(long from, out long found)
        {
            Seeks++;
            found = atOrBelow(from);
            return found > 0;
        }
    }
}
