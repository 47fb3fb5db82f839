using Daybook.Import.Tests.Files;

namespace Daybook.Import.Tests.Formats;

public sealed class XesTests
{
    [Fact]
    public async Task A_trace_becomes_a_stream_and_its_events_keep_names_and_times()
    {
        await using var store = DaybookStore.OpenInMemory();
        var xml = XesText.Log(
            XesText.Trace("173", XesText.Event("A_SUBMITTED", "2011-10-01T00:38:44.546+02:00"), XesText.Event("A_DECLINED")),
            XesText.Trace("174", XesText.Event("A_SUBMITTED", "2011-10-01T00:38:44Z")));

        var report = await Imports.Xes(store, xml);

        var events = await Imports.EventsAsync(store, "case-173");
        Assert.Equal(new ImportReport(2, 3, 3, 0, null), report);
        Assert.Equal(["A_SUBMITTED", "A_DECLINED"], events.Select(static one => one.Name.Value));
        Assert.Equal("2011-10-01T00:38:44.5460000+02:00", events[0].OccurredAt.ToString("O"));
        Assert.Equal(events[1].RecordedAt, events[1].OccurredAt);
    }

    [Fact]
    public async Task Attributes_of_the_trace_are_kept_in_the_data_of_its_first_event()
    {
        await using var store = DaybookStore.OpenInMemory();
        var xml = XesText.Log(XesText.Trace(
            "7", """<string key="AMOUNT_REQ" value="20000"/>""", XesText.Event("a"), XesText.Event("b")));

        await Imports.Xes(store, xml);

        var events = await Imports.EventsAsync(store, "case-7");
        Assert.Equal("""{"concept:name":"a","case":{"concept:name":"7","AMOUNT_REQ":"20000"}}""", Imports.DataOf(events[0]));
        Assert.Equal("""{"concept:name":"b"}""", Imports.DataOf(events[1]));
    }

    [Theory]
    [InlineData("""<string key="k" value="grün &amp; &quot;gut&quot;"/>""", "\"grün & \\\"gut\\\"\"")]
    [InlineData("""<date key="k" value="2011-10-01T00:38:44.546+02:00"/>""", "\"2011-10-01T00:38:44.546+02:00\"")]
    [InlineData("""<int key="k" value="-42"/>""", "-42")]
    [InlineData("""<float key="k" value="19.944"/>""", "19.944")]
    [InlineData("""<float key="k" value="NaN"/>""", "\"NaN\"")]
    [InlineData("""<boolean key="k" value="true"/>""", "true")]
    [InlineData("""<boolean key="k" value="0"/>""", "false")]
    [InlineData("""<id key="k" value="3fe3"/>""", "\"3fe3\"")]
    [InlineData("""<int key="k" value="1"></int>""", "1")]
    [InlineData("""<int key="k" value="1"><string key="n" value="v"><int key="m" value="2"/></string></int>""", """{"value":1,"attributes":{"n":{"value":"v","attributes":{"m":2}}}}""")]
    [InlineData("""<list key="k"><int key="a" value="1"/><int key="a" value="2"/></list>""", """[{"key":"a","value":1},{"key":"a","value":2}]""")]
    [InlineData("""<list key="k"><values><int key="a" value="1"/></values></list>""", """[{"key":"a","value":1}]""")]
    [InlineData("""<container key="k"/>""", "[]")]
    public async Task Values_become_the_JSON_that_says_the_same(string attribute, string expected)
    {
        await using var store = DaybookStore.OpenInMemory();

        await Imports.Xes(store, XesText.Log(XesText.Trace("7", XesText.Event("first"), XesText.Event("e", null, attribute))));

        var events = await Imports.EventsAsync(store, "case-7");
        Assert.Equal($$"""{"k":{{expected}},"concept:name":"e"}""", Imports.DataOf(events[1]));
    }

    [Fact]
    public async Task A_map_names_streams_and_events()
    {
        await using var store = DaybookStore.OpenInMemory();
        var map = """{ "stream": "loan-{concept:name}", "type": "{concept:name}/{lifecycle:transition}" }""";
        var xml = XesText.Log(XesText.Trace("7", XesText.Event("A", null, """<string key="lifecycle:transition" value="DONE"/>""")));

        await Imports.Xes(store, xml, map);

        Assert.Equal("A/DONE", Assert.Single(await Imports.EventsAsync(store, "loan-7")).Name.Value);
    }

    [Fact]
    public async Task Traces_of_one_name_become_one_stream()
    {
        await using var store = DaybookStore.OpenInMemory();
        var trace = XesText.Trace("7", XesText.Event("a"));

        var report = await Imports.Xes(store, XesText.Log(trace, "<trace/>", trace));

        Assert.Equal(new ImportReport(1, 2, 2, 0, null), report);
        Assert.Equal(2, (await Imports.EventsAsync(store, "case-7")).Count);
    }

    [Theory]
    [InlineData("<trace><event/></trace>", "The trace has no attribute \"concept:name\"")]
    [InlineData("""<trace><string key="concept:name" value="7"/><event/></trace>""", "The event has no attribute \"concept:name\"")]
    [InlineData("""<trace><string key="concept:name" value=""/><event/></trace>""", "The trace has no attribute \"concept:name\"")]
    [InlineData("""<trace><string key="concept:name" value="a&#9;b"/><event><string key="concept:name" value="e"/></event></trace>""", "control character")]
    [InlineData("""<trace><string key="concept:name" value="7"/><event><string key="concept:name" value="e"/></event><int key="late" value="1"/></trace>""", "behind its first event")]
    [InlineData("""<trace><string key="concept:name" value="7"/><string key="concept:name" value="8"/></trace>""", "here twice")]
    [InlineData("""<trace><int key="n" value="seven"/></trace>""", "<int> with the value 'seven'")]
    [InlineData("""<trace><float key="n" value="x"/></trace>""", "<float> with the value 'x'")]
    [InlineData("""<trace><boolean key="n" value="yes"/></trace>""", "<boolean> with the value 'yes'")]
    [InlineData("""<trace><colour key="n" value="red"/></trace>""", "<colour> with the value 'red'")]
    [InlineData("""<trace><string key="n"/></trace>""", "no key or no value")]
    [InlineData("""<trace><string key="concept:name" value="7"/><event>text</event></trace>""", "text where XES has only elements")]
    [InlineData("""<trace><string key="concept:name" value="7"/><event><string key="concept:name" value="e"/><date key="time:timestamp" value="noon"/></event></trace>""", "time:timestamp is 'noon'")]
    [InlineData("""<trace><string key="concept:name" value="7"/><event><string key="concept:name" value="e"/><int key="case" value="1"/></event></trace>""", "has an attribute \"case\"")]
    [InlineData("""<event><string key="concept:name" value="e"/></event>""", "outside of a trace")]
    [InlineData("<trace><string key='a' value='b'></trace>", "not XML as it must be")]
    public async Task Malformed_XES_is_refused_with_its_line(string malformed, string says)
    {
        await using var store = DaybookStore.OpenInMemory();
        var xml = "<log>\n" + XesText.Trace("1", XesText.Event("fine")).ReplaceLineEndings("") + "\n" + malformed + "\n</log>";

        var failure = await Assert.ThrowsAsync<ImportException>(() => Imports.Xes(store, xml));

        Assert.Equal(3, failure.Line);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.Empty(await Imports.ContentAsync(store));
    }

    [Theory]
    [InlineData("<html><body/></html>", "begins with <html>")]
    [InlineData("", "not XML")]
    [InlineData("{\"stream\":\"s\"}", "not XML")]
    [InlineData("<log><trace>", "not XML")]
    public async Task Something_else_than_XES_is_refused(string text, string says)
    {
        await using var store = DaybookStore.OpenInMemory();

        var failure = await Assert.ThrowsAsync<ImportException>(() => Imports.Xes(store, text));

        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_with_members_that_XES_has_no_use_for_is_refused()
    {
        await using var store = DaybookStore.OpenInMemory();

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => Imports.Xes(store, "<log/>", """{ "data": {} }"""));

        Assert.Contains("\"data\"", failure.Message, StringComparison.Ordinal);
    }
}
