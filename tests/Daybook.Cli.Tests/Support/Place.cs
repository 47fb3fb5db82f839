namespace Daybook.Cli.Tests.Support;

/// <summary>A directory for one test class, with a store that has a few events.</summary>
public sealed class Place : IAsyncLifetime
{
    private string directory = "";

    public string Store => Of("store");

    public string Of(string name) => Path.Combine(directory, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(Of(name), text);
        return Of(name);
    }

    public async ValueTask InitializeAsync()
    {
        directory = Directory.CreateTempSubdirectory("daybook-cli-").FullName;
        await using var store = await DaybookStore.OpenAsync(Store);
        foreach (var (stream, type, data, day) in new[]
        {
            ("order-1", "placed", "{\"sum\":5,\"by\":\"ada\",\"gift\":true}", 3),
            ("order-2", "placed", "{\"sum\":9}", 2),
            ("order-1", "changed", "{\"sum\":7,\"gift\":null}", 1),
            ("Kunde-ß", "gegrüßt", "{\"wort\":\"Grüße\"}", 4),
        })
        {
            var one = new NewEvent(type, System.Text.Encoding.UTF8.GetBytes(data)) { OccurredAt = new DateTimeOffset(2020, 1, day, 0, 0, 0, TimeSpan.Zero) };
            await store.AppendAsync(stream, ExpectedRevision.Any, [one]);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A store of its own with one event, one byte of which is changed.</summary>
    public async Task<string> DamagedAsync(string name)
    {
        await using (var store = await DaybookStore.OpenAsync(Of(name)))
        {
            await store.AppendAsync("a", ExpectedRevision.Any, [new NewEvent("x", "{}"u8.ToArray())]);
        }

        var segment = Path.Combine(Of(name), "log", "00000000000000000001.seg");
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[^9] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);
        return Of(name);
    }

    /// <summary>An NDJSON file with many events over some streams.</summary>
    public string LargeFile(int events)
    {
        var path = Of($"large-{events}.ndjson");
        using var file = File.CreateText(path);
        for (var index = 0; index < events; index++)
        {
            file.WriteLine($$$"""{"stream":"s-{{{index % 1000}}}","type":"x","occurredAt":"2020-01-01T00:00:00Z","data":{"n":{{{index}}},"text":"some text that makes the line longer"}}""");
        }

        return path;
    }
}
