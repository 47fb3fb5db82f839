namespace Daybook.Torture.Worker;

/// <summary>Takes all the file handles that the process may have, then leaves a few for the store.</summary>
internal static class Starved
{
    private static readonly List<FileStream> Taken = [];

    public static async Task<int> RunAsync(string path, StoreOptions options)
    {
        // Everything once without hunger: the runtime would need handles itself to load what an error needs.
        await LiveAsync(path, options, run: 1, handles: int.MaxValue);
        Exhaust();
        await LiveAsync(path, options, run: 2, handles: 0);
        var run = 3;
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var handles = int.Parse(line);
            Modes.Say($"handles {handles}");
            await LiveAsync(path, options, run++, handles);
            await StarveOpenedAsync(path, options, run++, handles);
        }

        return 0;
    }

    /// <summary>Opens, appends beyond a segment, reads and closes with few handles.</summary>
    private static async Task LiveAsync(string path, StoreOptions options, int run, int handles)
    {
        Leave(handles);
        try
        {
            await using var store = await DaybookStore.OpenAsync(path, options);
            Modes.Say("open");
            await AppendSomeAsync(store, run);
            await Modes.SayWhatIsReadAsync(store);
        }
        catch (DaybookException refused)
        {
            Modes.Say($"refused {refused.Code}");
        }
        catch (Exception unexpected)
        {
            Modes.Say($"unexpected {unexpected.ToString().ReplaceLineEndings(" ")}");
        }

        Leave(int.MaxValue);
    }

    /// <summary>Opens with plenty, appends and reads with few, and reads again with plenty: errors of reading must pass.</summary>
    private static async Task StarveOpenedAsync(string path, StoreOptions options, int run, int handles)
    {
        try
        {
            await using var store = await DaybookStore.OpenAsync(path, options);
            await using var reader = await DaybookStore.OpenAsync(path, options with { ReadOnly = true, ReadCacheBytes = 0 });
            Modes.Say("open");
            Leave(handles);
            await AppendSomeAsync(store, run);
            await Modes.SayWhatIsReadAsync(store);
            await Modes.SayWhatIsReadAsync(reader);
            Leave(int.MaxValue);
            await Modes.SayWhatIsReadAsync(store);
            await Modes.SayWhatIsReadAsync(reader);
            Modes.Say("fed");
        }
        catch (Exception unexpected)
        {
            Modes.Say($"unexpected {unexpected.ToString().ReplaceLineEndings(" ")}");
        }

        Leave(int.MaxValue);
    }

    private static async Task AppendSomeAsync(DaybookStore store, int run)
    {
        for (var number = 0; number < 4; number++)
        {
            await Modes.TryAsync(store, new Turn(run, 0, number, 1500));
        }
    }

    private static void Leave(int handles)
    {
        foreach (var one in Taken)
        {
            one.Dispose();
        }

        Taken.Clear();
        if (handles == int.MaxValue)
        {
            return;
        }

        Exhaust();
        foreach (var one in Taken.TakeLast(handles))
        {
            one.Dispose();
        }
    }

    private static void Exhaust()
    {
        try
        {
            while (true)
            {
                Taken.Add(new FileStream("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1));
            }
        }
        catch (IOException)
        {
            // No more to be had, which is what was wanted.
        }
    }
}
