using Daybook.Log.Sequencing;
using Daybook.Log.Tests.Index;

namespace Daybook.Log.Tests.Sequencing;

/// <summary>Cases 1 to 9 of docs/reference/append.md, on a stream that holds the items 1 to 4, in memory and in files.</summary>
public abstract class RepeatRuleTests : IDisposable
{
    private const string Stream = "a";

    private readonly MadeIndex made;

    protected RepeatRuleTests(Layout layout)
    {
        made = new MadeIndex(layout);
        for (var number = 1; number <= 4; number++)
        {
            made.Add(Stream, number);
            made.Add("beside", number);
        }
    }

    public void Dispose()
    {
        made.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Case_1_the_stream_is_where_it_is_expected()
    {
        Assert.Equal(new StreamVerdict(VerdictKind.New, 3), Judge(Expected.At(3), 5));
        Assert.Equal(new StreamVerdict(VerdictKind.New, Expected.None), Judge(Expected.NoStream, "other", 5));
    }

    [Fact]
    public void Case_2_the_stream_is_not_there_yet()
    {
        Assert.Equal(new StreamVerdict(VerdictKind.Conflict, 3), Judge(Expected.At(4), 5));
        Assert.Equal(new StreamVerdict(VerdictKind.Conflict, 3), Judge(Expected.At(long.MaxValue), 1, 2));
        Assert.Equal(new StreamVerdict(VerdictKind.Conflict, Expected.None), Judge(Expected.At(0), "other", 5));
    }

    [Fact]
    public void Case_3_all_items_follow()
    {
        Assert.Equal(new StreamVerdict(VerdictKind.Repeat, 0), Judge(Expected.NoStream, 1, 2, 3, 4));
        Assert.Equal(new StreamVerdict(VerdictKind.Repeat, 1), Judge(Expected.At(0), 2, 3));
        Assert.Equal(new StreamVerdict(VerdictKind.Repeat, 3), Judge(Expected.At(2), 4));
    }

    [Fact]
    public void Case_4_some_items_follow()
    {
        Assert.Equal(new StreamVerdict(VerdictKind.Partial, 2, Items.Id(3)), Judge(Expected.At(1), 3, 4, 5));
        Assert.Equal(new StreamVerdict(VerdictKind.Partial, 2, Items.Id(3)), Judge(Expected.At(1), 4, 3));
        Assert.Equal(new StreamVerdict(VerdictKind.Partial, 1, Items.Id(2)), Judge(Expected.NoStream, 9, 2));
        Assert.Equal(new StreamVerdict(VerdictKind.Partial, 3, Items.Id(4)), Judge(Expected.At(2), 10, 11, 12, 13, 14, 15, 16, 17, 18, 4));
    }

    [Fact]
    public void Case_5_none_of_the_items_follows()
    {
        Assert.Equal(new StreamVerdict(VerdictKind.Conflict, 3), Judge(Expected.At(1), 8, 9));
        Assert.Equal(new StreamVerdict(VerdictKind.Conflict, 3), Judge(Expected.At(1), 1));
        Assert.Equal(new StreamVerdict(VerdictKind.Conflict, 3), Judge(Expected.NoStream, 4));
    }

    [Fact]
    public void Case_6_all_items_stand_in_the_window()
    {
        foreach (var expected in new[] { Expected.Any, Expected.StreamExists })
        {
            Assert.Equal(new StreamVerdict(VerdictKind.Repeat, 0), Judge(expected, 1, 2, 3, 4));
            Assert.Equal(new StreamVerdict(VerdictKind.Repeat, 1), Judge(expected, 2, 3));
            Assert.Equal(new StreamVerdict(VerdictKind.Repeat, 3), Judge(expected, 4));
        }
    }

    [Fact]
    public void Case_6_the_later_of_two_runs_is_the_one_that_is_repeated()
    {
        made.Add(Stream, 1);
        made.Add(Stream, 2);

        Assert.Equal(new StreamVerdict(VerdictKind.Repeat, 4), Judge(Expected.Any, 1, 2));
    }

    [Fact]
    public void Case_7_some_items_stand_in_the_window()
    {
        Assert.Equal(new StreamVerdict(VerdictKind.Partial, 3, Items.Id(4)), Judge(Expected.Any, 4, 5));
        Assert.Equal(new StreamVerdict(VerdictKind.Partial, 0, Items.Id(1)), Judge(Expected.StreamExists, 3, 1));
    }

    [Fact]
    public void Case_8_none_of_the_items_stands_in_the_window()
    {
        Assert.Equal(new StreamVerdict(VerdictKind.New, 3), Judge(Expected.Any, 5, 6));
        Assert.Equal(new StreamVerdict(VerdictKind.New, Expected.None), Judge(Expected.Any, "other", 1));
    }

    [Fact]
    public void Case_8_the_window_ends_after_1000_items()
    {
        for (var revision = 4; revision < LogLimits.RepeatWindowEvents + 2; revision++)
        {
            made.Add(Stream, revision + 1);
        }

        Assert.Equal(VerdictKind.New, Judge(Expected.Any, 1).Kind);
        Assert.Equal(VerdictKind.New, Judge(Expected.Any, 2).Kind);
        Assert.Equal(new StreamVerdict(VerdictKind.Repeat, 2), Judge(Expected.Any, 3));
        Assert.Equal(new StreamVerdict(VerdictKind.Partial, 2, Items.Id(3)), Judge(Expected.Any, 2, 3));
    }

    [Fact]
    public void Case_9_the_stream_must_exist_and_does_not() =>
        Assert.Equal(new StreamVerdict(VerdictKind.Conflict, Expected.None), Judge(Expected.StreamExists, "other", 1));

    private StreamVerdict Judge(Expected expected, params int[] numbers) => Judge(expected, Stream, numbers);

    private StreamVerdict Judge(Expected expected, string stream, params int[] numbers) =>
        RepeatRule.Judge(
            made.Streams, made, EncodedAppend.Of([Items.Part(stream, expected, [.. numbers.Select(static number => Items.One(number))])]).Streams[0]);
}

public sealed class RepeatRuleInMemoryTests() : RepeatRuleTests(Layout.OnePart);

public sealed class RepeatRuleInPartsTests() : RepeatRuleTests(Layout.Parts);

public sealed class RepeatRuleInFilesTests() : RepeatRuleTests(Layout.Merged);
