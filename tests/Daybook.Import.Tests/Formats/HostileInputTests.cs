using System.IO.Compression;
using System.Text;
using Daybook.Import.Tests.Files;

namespace Daybook.Import.Tests.Formats;

/// <summary>Each of these would take the memory of the machine, or more, if the parser were left alone with it.</summary>
public sealed class HostileInputTests
{
    private const int TooManyBytes = 40 * 1024 * 1024;

    private const string AnyMap = """{ "stream": "s", "type": "t" }""";

    [Theory]
    [InlineData(ImportFormat.Ndjson, "{\"stream\":\"s\",\"type\":\"t\",\"data\":1}\n\"", 2)]
    [InlineData(ImportFormat.Csv, "a,b\n1,2\n3,\"", 3)]
    [InlineData(ImportFormat.Xes, "<log>\n<trace>\n<string key=\"k\" value=\"", 3)]
    [InlineData(ImportFormat.Xes, "<log>\n<!--", 2)]
    [InlineData(ImportFormat.Xes, "<log>\n<", 2)]
    public async Task A_gzip_bomb_is_refused_at_its_line(ImportFormat format, string beginning, long line)
    {
        await using var store = DaybookStore.OpenInMemory();
        var options = new ImportOptions { Map = format == ImportFormat.Csv ? ImportMap.Parse(AnyMap) : null };

        var failure = await Assert.ThrowsAsync<ImportException>(
            () => Importer.ImportAsync(store, Bomb(beginning), format, options, null, Imports.Ended));

        Assert.InRange(failure.Line, line - 1, line);
        Assert.Contains("32 MiB", failure.Message.Replace("33554432 bytes", "32 MiB", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_more_than_16_MiB_is_refused()
    {
        await using var store = DaybookStore.OpenInMemory();
        var data = new string('x', 16 * 1024 * 1024);

        var failure = await Assert.ThrowsAsync<ImportException>(
            () => Imports.Ndjson(store, $$"""{"stream":"s","type":"t","data":"{{data}}"}"""));

        Assert.Contains("16777218 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_16_MiB_go_through_one_by_one()
    {
        await using var store = DaybookStore.OpenInMemory();
        var data = new string('x', (16 * 1024 * 1024) - 2);
        var line = $$"""{"stream":"s","type":"t","data":"{{data}}"}""";

        var report = await Imports.Ndjson(store, line, """{"stream":"s","type":"t","data":1}""", line, line);

        Assert.Equal(4, report.Added);
    }

    [Fact]
    public async Task JSON_that_is_nested_too_deeply_is_refused()
    {
        await using var store = DaybookStore.OpenInMemory();

        string Nested(int depth) => $$"""{"stream":"s","type":"t","data":{{new string('[', depth)}}{{new string(']', depth)}}}""";
        var report = await Imports.Ndjson(store, Nested(63));
        var failure = await Assert.ThrowsAsync<ImportException>(() => Imports.Ndjson(store, Nested(64)));

        Assert.Equal(1, report.Added);
        Assert.Contains("64 levels", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task XML_entities_are_refused()
    {
        await using var store = DaybookStore.OpenInMemory();
        var xml = """
            <?xml version="1.0"?>
            <!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <log><string key="k" value="&b;"/></log>
            """;

        var failure = await Assert.ThrowsAsync<ImportException>(() => Imports.Xes(store, xml));

        Assert.Contains("document type declaration", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Line, 1, 2);
    }

    [Fact]
    public async Task XML_that_is_nested_too_deeply_is_refused()
    {
        await using var store = DaybookStore.OpenInMemory();
        var opened = string.Concat(Enumerable.Repeat("""<string key="k" value="v">""", 100));
        var lists = string.Concat(Enumerable.Repeat("<values>", 100));

        var inLog = await Assert.ThrowsAsync<ImportException>(() => Imports.Xes(store, $"<log>{opened}"));
        var inTrace = await Assert.ThrowsAsync<ImportException>(() => Imports.Xes(store, $"<log><trace>{opened}"));
        var inList = await Assert.ThrowsAsync<ImportException>(() => Imports.Xes(store, $"<log><trace><list key=\"l\">{lists}"));

        Assert.Contains("64 levels", inLog.Message, StringComparison.Ordinal);
        Assert.Contains("32 levels", inTrace.Message, StringComparison.Ordinal);
        Assert.Contains("32 levels", inList.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ever_new_names_and_ever_more_attributes_are_refused()
    {
        await using var store = DaybookStore.OpenInMemory();
        var names = string.Concat(Enumerable.Range(0, 10_001).Select(static number => $"<e{number}/>"));
        var attributes = string.Concat(Enumerable.Range(0, 1_001).Select(static number => $"<int key=\"{number}\" value=\"1\"/>"));

        var manyNames = await Assert.ThrowsAsync<ImportException>(() => Imports.Xes(store, $"<log>{names}</log>"));
        var manyAttributes = await Assert.ThrowsAsync<ImportException>(() => Imports.Xes(store, $"<log><trace>{attributes}</trace></log>"));

        Assert.Contains("10000 different names", manyNames.Message, StringComparison.Ordinal);
        Assert.Contains("more than 1000 attributes", manyAttributes.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ImportFormat.Ndjson, "{\"stream\":\"s\",\"type\":\"t\",\"data\":\"?\"}")]
    [InlineData(ImportFormat.Csv, "a,b\n1,?")]
    [InlineData(ImportFormat.Xes, "<log><trace><string key=\"k\" value=\"?\"/></trace></log>")]
    public async Task Bytes_that_are_not_UTF_8_are_refused(ImportFormat format, string text)
    {
        await using var store = DaybookStore.OpenInMemory();
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xFF;
        var options = new ImportOptions { Map = format == ImportFormat.Csv ? ImportMap.Parse(AnyMap) : null };

        var failure = await Assert.ThrowsAsync<ImportException>(
            () => Importer.ImportAsync(store, new MemoryStream(bytes), format, options, null, Imports.Ended));

        Assert.True(failure.Line > 0);
        Assert.Empty(await Imports.ContentAsync(store));
    }

    [Fact]
    public async Task A_gzip_file_that_is_damaged_is_refused()
    {
        await using var store = DaybookStore.OpenInMemory();
        var lines = string.Concat(Enumerable.Range(0, 10_000).Select(static n => $"{{\"stream\":\"s\",\"type\":\"t\",\"data\":{n * 7919L}}}\n"));
        var whole = ((MemoryStream)Imports.Gzipped(lines)).ToArray();
        var damaged = whole.ToArray();
        damaged[whole.Length / 2] ^= 0xFF;

        var bad = await Assert.ThrowsAsync<ImportException>(
            () => Importer.ImportAsync(store, new MemoryStream(damaged), ImportFormat.Ndjson, null, null, Imports.Ended));

        Assert.Equal("import-malformed", bad.Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(500)]
    public async Task A_gzip_file_that_is_cut_off_is_refused_wherever_it_is(int missingBytes)
    {
        await using var store = DaybookStore.OpenInMemory();
        var spaces = new Random(1);
        var blank = string.Concat(Enumerable.Range(0, 50_000).Select(_ => spaces.Next(2) == 0 ? ' ' : '\n'));
        var whole = ((MemoryStream)Imports.Gzipped(blank)).ToArray();

        var failure = await Assert.ThrowsAsync<ImportException>(() => Importer.ImportAsync(
            store, new MemoryStream(whole[..^missingBytes]), ImportFormat.Ndjson, null, null, Imports.Ended));

        Assert.Contains("gzip", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_files_in_a_row_are_one_file()
    {
        await using var store = DaybookStore.OpenInMemory();
        var first = ((MemoryStream)Imports.Gzipped("{\"stream\":\"s\",\"type\":\"t\",\"data\":1}\n")).ToArray();
        var second = ((MemoryStream)Imports.Gzipped("{\"stream\":\"s\",\"type\":\"t\",\"data\":2}\n")).ToArray();

        var report = await Importer.ImportAsync(
            store, new MemoryStream([.. first, .. second]), ImportFormat.Ndjson, null, null, Imports.Ended);

        Assert.Equal(2, report.Added);
    }

    private static MemoryStream Bomb(string beginning)
    {
        var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(beginning));
            var block = Encoding.UTF8.GetBytes(new string('x', 1024 * 1024));
            for (var written = 0; written < TooManyBytes; written += block.Length)
            {
                zip.Write(block);
            }
        }

        bytes.Position = 0;
        return bytes;
    }
}
