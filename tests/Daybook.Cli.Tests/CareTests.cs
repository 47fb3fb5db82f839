using Daybook.Cli.Tests.Support;

namespace Daybook.Cli.Tests;

/// <summary>Commands that take care of a store's files.</summary>
public sealed class CareTests(Place place) : IClassFixture<Place>
{
    [Fact]
    public async Task A_store_is_backed_up_added_to_and_restored()
    {
        var (store, backup, restored) = (place.Of("care"), place.Of("care-backup"), place.Of("care-restored"));
        await Tool.RunAsync("append", "a", "x", "{}", "--store", store);
        var first = await Tool.RunAsync("backup", backup, "--json", "--store", store);
        await Tool.RunAsync("append", "a", "y", "{}", "--store", store);
        var occupied = await Tool.RunAsync("backup", backup, "--json", "--store", store);
        var second = await Tool.RunAsync("backup", "--incremental", backup, "--json", "--store", store);
        var made = await Tool.RunAsync("restore", backup, restored, "--json");
        var again = await Tool.RunAsync("restore", backup, restored, "--json");
        var missing = await Tool.RunAsync("restore", store, place.Of("nothing"), "--json");
        var other = await Tool.RunAsync("backup", "--incremental", backup, "--json", "--store", place.Store);

        Assert.Equal((0, 1, 1), (first.Code, first.Json.GetProperty("upTo").GetInt64(), first.Json.GetProperty("eventsAdded").GetInt64()));
        Assert.Equal((0, 2, 1), (second.Code, second.Json.GetProperty("upTo").GetInt64(), second.Json.GetProperty("eventsAdded").GetInt64()));
        Assert.Equal((0, 2), (made.Code, made.Json.GetProperty("events").GetInt64()));
        Assert.Equal(second.Json.GetProperty("digest").GetString(), made.Json.GetProperty("digest").GetString());
        Assert.Equal("sound: 2 events of 1 streams checked", (await Tool.RunAsync("verify", "--full", "--store", restored)).Lines[0]);
        Assert.Equal((2, "destination-occupied"), (occupied.Code, occupied.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal((2, "destination-occupied"), (again.Code, again.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal((3, "backup-not-found"), (missing.Code, missing.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal((4, "backup-mismatch"), (other.Code, other.ErrorJson.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Stats_counts_and_names()
    {
        var json = (await Tool.RunAsync("stats", "--json", "--store", place.Store)).Json;
        var text = await Tool.RunAsync("stats", "--top", "1", "--segments", "--store", place.Store);

        Assert.Equal((4, 3, 2, 3), (json.GetProperty("events").GetInt32(), json.GetProperty("streams").GetInt32(), json.GetProperty("categories").GetInt32(), json.GetProperty("eventNames").GetInt32()));
        Assert.Equal("order", json.GetProperty("largestCategories")[0].GetProperty("name").GetString());
        Assert.Contains("category\torder\t3", text.Lines);
        Assert.Contains("event name\tplaced\t2", text.Lines);
        Assert.Contains(text.Lines, static line => line.StartsWith("segment\tlog/00000000000000000001.seg\t1\t4\t", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Repair_tells_first_and_acts_only_when_it_is_told_to()
    {
        var store = await place.DamagedAsync("to-repair");
        await Tool.RunAsync("append", "a", "x", "{}", "--store", place.Of("cut"));
        await Tool.RunAsync("append", "a", "y", "{}", "--store", place.Of("cut"));
        var segment = Path.Combine(place.Of("cut"), "log", "00000000000000000001.seg");
        var bytes = await File.ReadAllBytesAsync(segment, TestContext.Current.CancellationToken);
        bytes[^9] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, TestContext.Current.CancellationToken);

        var beyond = await Tool.RunAsync("repair", "--json", "--store", store);
        var refused = await Tool.RunAsync("repair", "--apply", "--json", "--store", store);
        var told = await Tool.RunAsync("repair", "--store", place.Of("cut"));
        var untouched = await File.ReadAllBytesAsync(segment, TestContext.Current.CancellationToken);
        var done = await Tool.RunAsync("repair", "--apply", "--store", place.Of("cut"));
        var after = await Tool.RunAsync("verify", "--full", "--json", "--store", place.Of("cut"));

        Assert.Equal((1, false), (beyond.Code, beyond.Json.GetProperty("possible").GetBoolean()));
        Assert.Equal((6, "store-damaged"), (refused.Code, refused.ErrorJson.GetProperty("code").GetString()));
        Assert.Equal(1, told.Code);
        Assert.Contains("would be lost: 1 events, positions 2 to 2", told.Lines);
        Assert.Equal(bytes, untouched);
        Assert.Equal(0, done.Code);
        Assert.Contains("lost: 1 events, positions 2 to 2", done.Lines);
        var aside = Assert.Single(done.Lines, static line => line.StartsWith("files as they were: ", StringComparison.Ordinal))[20..];
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(aside, "log", "00000000000000000001.seg"), TestContext.Current.CancellationToken));
        Assert.Equal((0, 1), (after.Code, after.Json.GetProperty("events").GetInt64()));
        Assert.Contains("nothing to repair: 1 events", (await Tool.RunAsync("repair", "--store", place.Of("cut"))).Lines);
    }

    [Fact]
    public async Task Doctor_tells_facts_and_what_to_do()
    {
        var well = await Tool.RunAsync("doctor", "--json", "--store", place.Store);
        File.WriteAllText(Path.Combine(await place.DamagedAsync("ill"), "head"), "no head");
        var ill = await Tool.RunAsync("doctor", "--store", place.Of("ill"));

        Assert.Equal((0, true), (well.Code, well.Json.GetProperty("well").GetBoolean()));
        Assert.Equal("direct", well.Json.GetProperty("facts").GetProperty("flush mode").GetString()?.Replace("flushes", "direct", StringComparison.Ordinal));
        Assert.Equal(1, ill.Code);
        Assert.Contains(ill.Lines, static line => line.StartsWith("PROBLEM: head: ", StringComparison.Ordinal) && line.EndsWith("Run repair to see what can be done.", StringComparison.Ordinal));
    }
}
