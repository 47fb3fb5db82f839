using System.Globalization;

namespace Daybook.Tests.Values;

/// <summary>Stream names, event names and tags: what is allowed, what is not, and what they are made of.</summary>
public sealed class NameTests
{
    private static readonly string[] Allowed =
    [
        "a", " ", "../../etc/passwd", "/", "\\", "a/b", "C:\\x", ".", "..", "-", "--", "account-42", "Überweisung", "💶", "\u00a0", "\u2028",
        "\ufeff", "\ufffe", "\uffff", "%", "'; drop table", "null", "a\u0301", "\ud83d\udcb6\ud83d\udcb6",
    ];

    private static readonly string?[] Refused =
    [
        null, "", "\0", "a\0", "\n", "a\tb", "\u001f", "\u007f", "\u0080", "\u0085", "\u009f", "\ud800", "\udc00", "a\ud800", "\udc00a",
        "\udc00\ud800", "\ud800\ud800", "\ud83d\udcb6\ud83d",
    ];

    [Fact]
    public void Anything_readable_is_a_name() => Assert.All(Allowed, static text =>
    {
        Assert.Equal(text, new StreamName(text).Value);
        Assert.Equal(text, new EventName(text).Value);
        Assert.Equal(text, new Tag(text).ToString());
    });

    [Fact]
    public void Empty_names_control_characters_and_half_characters_are_refused() => Assert.All(Refused, static text =>
    {
        foreach (var make in new Action[] { () => _ = new StreamName(text!), () => _ = new EventName(text!), () => _ = new Tag(text!) })
        {
            var refusal = Assert.Throws<InvalidInputException>(make);

            Assert.Equal(ErrorCodes.NameInvalid, refusal.Code);
        }
    });

    [Theory]
    [InlineData('a', 1)]
    [InlineData('é', 2)]
    [InlineData('€', 3)]
    public void Length_is_counted_in_bytes(char one, int bytes)
    {
        Assert.Equal(512 / bytes, new StreamName(new string(one, 512 / bytes)).Value.Length);
        Assert.Equal(256 / bytes, new EventName(new string(one, 256 / bytes)).Value.Length);
        Assert.Equal(256 / bytes, new Tag(new string(one, 256 / bytes)).Value.Length);
        Assert.Throws<InvalidInputException>(() => new StreamName(new string(one, (512 / bytes) + 1)));
        Assert.Throws<InvalidInputException>(() => new EventName(new string(one, (256 / bytes) + 1)));
        Assert.Throws<InvalidInputException>(() => new Tag(new string(one, (256 / bytes) + 1)));
    }

    [Fact]
    public void Two_Unicode_spellings_are_two_names()
    {
        var composed = new StreamName("caf\u00e9");
        var decomposed = new StreamName("cafe\u0301");

        Assert.NotEqual(composed, decomposed);
        Assert.NotEqual(new StreamName("a"), new StreamName("A"));
        Assert.Equal(new StreamName("caf\u00e9"), composed);
    }

    [Theory]
    [InlineData("account-42", "account")]
    [InlineData("account-42-7", "account")]
    [InlineData("account", "account")]
    [InlineData("account-", "account")]
    [InlineData("-42", "-42")]
    public void A_category_is_what_stands_before_the_first_hyphen(string name, string category) =>
        Assert.Equal(category, new StreamName(name).Category);

    [Fact]
    public void The_default_names_nothing()
    {
        Assert.Equal("", default(StreamName).ToString());
        Assert.Throws<InvalidInputException>(() => default(StreamName).Value);
        Assert.Throws<InvalidInputException>(() => default(EventName).Value);
        Assert.Throws<InvalidInputException>(() => default(Tag).Value);
    }

    [Fact]
    public void Negative_revisions_and_positions_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Revision(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Revision(long.MinValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Position(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpectedRevision.At(-1));
        Assert.Equal((0L, 0L), (Revision.First.Value, Position.Start.Value));
    }

    [Fact]
    public void Places_compare_as_their_numbers()
    {
        var (one, two) = (new Revision(1), new Revision(2));
        Assert.True(one < two && two > one && one <= two && two >= one && one != two && one.CompareTo(two) < 0);
        var (three, four) = (new Position(3), new Position(4));
        Assert.True(three < four && four > three && three <= four && four >= three && three != four && four.CompareTo(three) > 0);
        Assert.Equal(long.MaxValue.ToString(CultureInfo.InvariantCulture), new Position(long.MaxValue).ToString());
    }

    [Fact]
    public void Expectations_say_what_they_are()
    {
        Assert.Equal(
            ["Any", "NoStream", "StreamExists", "At(7)"],
            new[] { default, ExpectedRevision.NoStream, ExpectedRevision.StreamExists, ExpectedRevision.At(7) }.Select(static one => one.ToString()));
        Assert.Equal(ExpectedRevision.NoStream, ExpectedRevision.AsRead(null));
        Assert.Equal(ExpectedRevision.At(3), ExpectedRevision.AsRead(new Revision(3)));
        Assert.NotEqual(ExpectedRevision.NoStream, ExpectedRevision.At(0));
    }
}
