namespace Daybook.House.Tree;

public sealed class CodeTextTests
{
    [Theory]
    [InlineData("a // b\nc", "a     \nc")]
    [InlineData("a /* b\n c */ d", "a     \n      d")]
    [InlineData("a(\"b \\\" c\") d", "a(        ) d")]
    [InlineData("a(@\"b \"\" \\\") c", "a(         ) c")]
    [InlineData("a('\"') b", "a(   ) b")]
    [InlineData("a($\"b {c} {{d}} {e(\"f\")}\") g", "a(     c         e(   )  ) g")]
    [InlineData("a(\"\"\"b \" c\"\"\") d", "a(           ) d")]
    [InlineData("a($$\"\"\"{b} {{c}}\"\"\") d", "a(           c     ) d")]
    [InlineData("a(\"\", b) // \"", "a(  , b)     ")]
    public void Only_code_is_left(string text, string expected)
    {
        var code = CodeText.Strip(text);

        Assert.Equal(expected, code);
    }
}
