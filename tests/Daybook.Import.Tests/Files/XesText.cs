using System.Globalization;

namespace Daybook.Import.Tests.Files;

/// <summary>Small XES files, made here.</summary>
internal static class XesText
{
    public static string Log(params string[] traces) =>
        $"""
        <?xml version="1.0" encoding="UTF-8" ?>
        <log xes.version="1.0" xmlns="http://www.xes-standard.org/">
        <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
        <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
        <classifier name="Activity" keys="concept:name"/>
        <int key="total" value="2"><int key="part" value="1"/></int>
        {string.Join('\n', traces)}
        </log>
        """;

    public static string Trace(string name, params string[] inside) =>
        $"<trace>\n<string key=\"concept:name\" value=\"{name}\"/>\n{string.Join('\n', inside)}\n</trace>";

    public static string Event(string name, string? time = null, string more = "") =>
        $"<event>{more}<string key=\"concept:name\" value=\"{name}\"/>{(time is null ? "" : $"<date key=\"time:timestamp\" value=\"{time}\"/>")}</event>";

    /// <summary>Loans that each ask 1,000 euros more than the one before and go through three states, a day apart.</summary>
    public static string Loans(int count) => Log([.. Enumerable.Range(1, count).Select(Loan)]);

    private static string Loan(int number)
    {
        var amount = $"<string key=\"AMOUNT_REQ\" value=\"{number * 1000}\"/>";
        string[] states = ["A_SUBMITTED", "W_CALL", "A_APPROVED"];
        var first = new DateTimeOffset(2011, 10, 1, 12, 0, 0, TimeSpan.FromHours(2));
        return Trace(
            number.ToString(CultureInfo.InvariantCulture),
            [amount, .. states.Select((state, day) => Event(state, first.AddDays(number + day).ToString("O")))]);
    }
}
