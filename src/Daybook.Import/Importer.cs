using System.IO.Compression;

namespace Daybook.Import;

/// <summary>
/// Imports files into a store. Streaming; each batch is one atomic, durable append; importing a file again adds only what is
/// missing, so that is also how an import that was stopped is resumed.
/// </summary>
public static class Importer
{
    /// <summary>Imports a file.</summary>
    /// <param name="store">The store; nobody else should append to the same streams meanwhile.</param>
    /// <param name="input">The file, from its beginning; plain or gzip.</param>
    /// <param name="format">What it is.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="progress">Told after each batch; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Stops after the batch under way; import again to resume.</param>
    /// <exception cref="ImportException">The input is malformed; batches before the place are in the store.</exception>
    /// <exception cref="AppendConflictException">Somebody else appended to a stream of the file.</exception>
    public static async Task<ImportReport> ImportAsync(
        DaybookStore store,
        Stream input,
        ImportFormat format,
        ImportOptions? options = null,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(input);
        options ??= new ImportOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchEvents, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BatchEvents, 10_000, nameof(options));
        var counting = new CountingStream(input);
        await using var buffered = new BufferedStream(counting, 64 * 1024);
        await using var unpacked = Unpacked(buffered);
        var events = format == ImportFormat.Xes
            ? new XesReader(unpacked, options.StreamPrefix).Read()
            : NdjsonReader.Read(unpacked);
        var run = new ImportRun(store, options, counting, progress);

        // Reading and parsing are work for a thread of the pool, not for the caller's.
        return await Task.Run(() => run.RunAsync(events, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static Stream Unpacked(BufferedStream input)
    {
        var magic = new PeekedStream(input);
        return magic.BeginsWith(0x1F, 0x8B) ? new GZipStream(magic, CompressionMode.Decompress) : magic;
    }
}
