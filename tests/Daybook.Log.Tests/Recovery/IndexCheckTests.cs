using Daybook.Log.Format;
using Daybook.Log.Recovery;
using Daybook.Log.Tests.IndexFiles;

namespace Daybook.Log.Tests.Recovery;

/// <summary>Index files that are whole and wrong: each thing they say is compared with the log.</summary>
public sealed class IndexCheckTests
{
    private static readonly TestEvent[] Events =
    [
        .. Enumerable.Range(0, 60).Select(static number => new TestEvent($"s-{number % 5}", $"type-{number % 3}", Items.Id(number)) { Tags = [$"tag:{number % 7}"] }),
    ];

    public static TheoryData<string> Lies => ["none", "stream", "type", "tag", "id", "one more", "one less", "time", "length"];

    [Theory, MemberData(nameof(Lies))]
    public void Whatever_a_file_says_otherwise_is_found(string lie)
    {
        var truth = LogOf(Events);
        using var file = Told(truth, lie).Open();
        var check = new IndexCheck([file]);

        var found = Record.Exception(() =>
        {
            foreach (var (frame, events) in truth.Frames)
            {
                Array.ForEach(events, one => Add(check, one));
                check.Compare(frame);
            }

            check.Finish(TestContext.Current.CancellationToken);
        });

        Assert.Equal(lie != "none", found is LogException { Fault: LogFault.Damaged, File: "idx/00000000000000000001-00000000000000000060.idx" });
    }

    private static IndexContent Told(TestLog truth, string lie)
    {
        var content = lie switch
        {
            "stream" => LogOf([.. Events.Select((one, number) => number == 33 ? one with { Stream = "s-0" } : one)]).Content(),
            "type" => LogOf([.. Events.Select((one, number) => number == 33 ? one with { Type = "type-9" } : one)]).Content(),
            "tag" => LogOf([.. Events.Select((one, number) => number == 33 ? one with { Tags = ["tag:6"] } : one)]).Content(),
            "id" => LogOf([.. Events.Select((one, number) => number == 33 ? one with { Id = Items.Id(777) } : one)]).Content(),
            "one more" => LogOf([.. Events.Select((one, number) => number == 33 ? one with { Tags = [.. one.Tags, "tag:x"] } : one)]).Content(),
            "one less" => LogOf([.. Events.Select((one, number) => number == 33 ? one with { Tags = [] } : one)]).Content(),
            _ => truth.Content(),
        };
        var frame = content.Frames[20];
        content.Frames[20] = lie switch
        {
            "time" => frame with { RecordedTicks = frame.RecordedTicks + 1 },
            "length" => frame with { Length = frame.Length + 8 },
            _ => frame,
        };
        return content;
    }

    private static TestLog LogOf(TestEvent[] events)
    {
        var log = new TestLog();
        Array.ForEach(events, one => log.Add(one));
        return log;
    }

    private static void Add(IndexCheck check, TestEvent one)
    {
        var item = new NewItem(one.Type, one.Id, default) { Tags = one.Tags };
        var bytes = new byte[VarInt.MaxSize + ItemEncoder.MostBytes(one.Stream, item)];
        var size = VarInt.Write(bytes, (ulong)one.Revision);
        size += ItemEncoder.Write(bytes.AsSpan(size), one.Stream, item);
        Assert.True(ItemBytes.TryRead(bytes.AsSpan(0, size), out var stored));
        check.Add(one.Position, stored);
    }
}
