using System.IO.Compression;
using System.Text;

namespace Daybook.Import.Tests.Files;

/// <summary>Imports of texts into stores, and what is in a store afterwards.</summary>
internal static class Imports
{
    public static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static Task<ImportReport> Ndjson(DaybookStore store, params string[] lines) =>
        Importer.ImportAsync(store, Text(string.Join('\n', lines)), ImportFormat.Ndjson, null, null, Ended);

    public static Task<ImportReport> Csv(DaybookStore store, string map, params string[] lines) =>
        Importer.ImportAsync(
            store, Text(string.Join('\n', lines)), ImportFormat.Csv, new ImportOptions { Map = ImportMap.Parse(map) }, null, Ended);

    public static Task<ImportReport> Xes(DaybookStore store, string xml, string? map = null) =>
        Importer.ImportAsync(
            store, Text(xml), ImportFormat.Xes, new ImportOptions { Map = map is null ? null : ImportMap.Parse(map) }, null, Ended);

    public static Stream Text(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    public static Stream Gzipped(string text)
    {
        var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return new MemoryStream(bytes.ToArray());
    }

    /// <summary>Everything that a store tells of its events but when they were recorded, in order of the record.</summary>
    public static async Task<List<string>> ContentAsync(DaybookStore store)
    {
        var content = new List<string>();
        await foreach (var one in store.ReadAllAsync(null, Ended))
        {
            content.Add($"{one.Stream}@{one.Revision} {one.Name} {one.Id} {Time(one)} {Encoding.UTF8.GetString(one.Data.Span)} "
                + $"{Encoding.UTF8.GetString(one.Metadata.Span)} {string.Join(',', one.Tags.Select(static tag => tag.Value))}");
        }

        return content;
    }

    public static async Task<List<RecordedEvent>> EventsAsync(DaybookStore store, string stream)
    {
        var events = new List<RecordedEvent>();
        await foreach (var one in store.ReadStreamAsync(stream, null, Ended))
        {
            events.Add(one);
        }

        return events;
    }

    public static string DataOf(RecordedEvent one) => Encoding.UTF8.GetString(one.Data.Span);

    private static string Time(RecordedEvent one) => one.OccurredAt == one.RecordedAt ? "-" : one.OccurredAt.ToString("O");
}
