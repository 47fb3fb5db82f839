using Daybook.Import.Mapping;

namespace Daybook.Import.Tests.Mapping;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("order-{No}", "order-7")]
    [InlineData("{No}", "7")]
    [InlineData("{Kind}-{No}-{No}", "sale-7-7")]
    [InlineData("{{{No}}}", "{7}")]
    [InlineData("plain", "plain")]
    public void Columns_are_filled_in(string template, string expected) =>
        Assert.Equal(expected, Template.Parse(template)!.Fill(new Values(), out _));

    [Theory]
    [InlineData("a-{Empty}", "Empty")]
    [InlineData("{No}-{Nowhere}", "Nowhere")]
    public void A_column_without_a_value_is_named(string template, string expected)
    {
        var text = Template.Parse(template)!.Fill(new Values(), out var missing);

        Assert.Null(text);
        Assert.Equal(expected, missing);
    }

    private sealed class Values : ColumnValues
    {
        public override string? Find(string column) => column switch
        {
            "No" => "7",
            "Kind" => "sale",
            "Empty" => "",
            _ => null,
        };
    }
}
