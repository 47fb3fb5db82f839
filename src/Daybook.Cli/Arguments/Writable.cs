using Daybook.Cli.Output;

namespace Daybook.Cli.Arguments;

/// <summary>Opening a store to append to it.</summary>
internal static class Writable
{
    /// <summary>The same, but never makes one.</summary>
    public static async ValueTask<DaybookStore> OpenExistingAsync(string path, Shell shell, CancellationToken cancellationToken)
    {
        var found = await DaybookStore.OpenAsync(path, new StoreOptions { ReadOnly = true }, cancellationToken);
        await found.DisposeAsync();
        return await OpenAsync(path, shell, cancellationToken);
    }

    /// <summary>Opens a store, makes it when there is none, and tells what somebody would want to know about either.</summary>
    public static async ValueTask<DaybookStore> OpenAsync(string path, Shell shell, CancellationToken cancellationToken)
    {
        var isNew = !Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any();
        var store = await DaybookStore.OpenAsync(path, null, cancellationToken);
        if (isNew)
        {
            shell.Talk.Note($"Made a new store at {path}.");
        }

        var info = await store.GetInfoAsync(cancellationToken);
        foreach (var finding in info.Findings)
        {
            shell.Talk.Note(Cells.Clean($"note: {finding.File}, byte {finding.ByteInFile}: {finding.What} {finding.Remedy}".TrimEnd()));
        }

        return store;
    }
}
