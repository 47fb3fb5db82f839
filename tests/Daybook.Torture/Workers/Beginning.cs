using Daybook.Torture.Worker;

namespace Daybook.Torture.Workers;

/// <summary>A store in one of the states that a script can meet, to be copied for each run of it.</summary>
internal sealed class Beginning : IDisposable
{
    private readonly StoreDirectory prepared = new();
    private readonly List<(Turn Turn, Appended Appended)> acknowledged = [];

    private Beginning()
    {
    }

    public static TheoryData<string> All => Size.IsNightly ? ["nothing", "closed", "killed"] : ["nothing", "killed"];

    public int Events => acknowledged.Sum(static one => one.Turn.EventCount);

    public static async Task<Beginning> MakeAsync(string state)
    {
        var beginning = new Beginning();
        if (state != "nothing")
        {
            await beginning.FillAsync(isKilled: state == "killed");
        }

        return beginning;
    }

    /// <summary>A copy of the store, and one who knows what must be in it.</summary>
    public (StoreDirectory Directory, Witness Witness) Copy()
    {
        var copy = StoreDirectory.CopyOf(prepared);
        var witness = new Witness(copy.Store);
        foreach (var (turn, appended) in acknowledged)
        {
            witness.Hears(turn, appended);
        }

        return (copy, witness);
    }

    public void Dispose() => prepared.Dispose();

    private async Task FillAsync(bool isKilled)
    {
        using var workplace = new StoreDirectory();
        await using (var store = await DaybookStore.OpenAsync(workplace.Store, new StoreOptions { SegmentSizeBytes = 8192 }))
        {
            foreach (var turn in Enumerable.Range(0, 5).Select(static number => new Turn(0, 0, number, 500)))
            {
                acknowledged.Add((turn, await store.AppendAsync(turn.Stream, ExpectedRevision.Any, turn.Events())));
            }

            if (isKilled)
            {
                prepared.CopyFrom(workplace.Store);
            }
        }

        if (!isKilled)
        {
            prepared.CopyFrom(workplace.Store);
            return;
        }

        // What a killed writer can leave: a write that was cut off, and a segment that was not yet given its name.
        var last = Directory.EnumerateFiles(Path.Combine(prepared.Store, "log")).Order(StringComparer.Ordinal).Last();
        var bytes = await File.ReadAllBytesAsync(last);
        await File.AppendAllBytesAsync(last, bytes[4096..4300]);
        await File.WriteAllTextAsync(Path.Combine(prepared.Store, "log", "00000000000000000099.seg.new"), "begun");
    }
}
