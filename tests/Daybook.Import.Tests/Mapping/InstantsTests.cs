using Daybook.Import.Mapping;

namespace Daybook.Import.Tests.Mapping;

public sealed class InstantsTests
{
    [Theory]
    [InlineData("2011-10-01T00:38:44.546+02:00", "2011-10-01T00:38:44.5460000+02:00")]
    [InlineData("2011-10-01T00:38:44Z", "2011-10-01T00:38:44.0000000+00:00")]
    [InlineData("2011-10-01 00:38:44.1234567-05:30", "2011-10-01T00:38:44.1234567-05:30")]
    [InlineData("2011-10-01T00:38", "2011-10-01T00:38:00.0000000+00:00")]
    [InlineData("2011-10-01", "2011-10-01T00:00:00.0000000+00:00")]
    public void ISO_8601_is_read_with_its_offset_or_as_UTC(string text, string expected) =>
        Assert.Equal(expected, Instants.Parse(text)?.ToString("O"));

    [Theory]
    [InlineData("")]
    [InlineData("2011-02-30")]
    [InlineData("10/01/2011")]
    [InlineData("2011-10-01T25:00:00Z")]
    [InlineData("2011-10-01T00:00:00+15:00")]
    [InlineData("0001-01-01T00:00:00+02:00")]
    public void Everything_else_is_no_instant(string text) => Assert.Null(Instants.Parse(text));

    [Fact]
    public void An_offset_that_leads_out_of_the_calendar_is_no_instant() =>
        Assert.Null(Instants.Parse("0001-01-01T00:00:00", TimeSpan.FromHours(2)));
}
