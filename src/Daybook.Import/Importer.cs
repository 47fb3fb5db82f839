using Daybook.Import.Batches;
using Daybook.Import.Csv;
using Daybook.Import.Inputs;
using Daybook.Import.Ndjson;
using Daybook.Import.Xes;

namespace Daybook.Import;

/// <summary>
/// Streams a file into a store. The events keep the times of the file as <c>OccurredAt</c> and get ids that depend on the
/// file's content only, so that importing a file again, after an interruption or by mistake, adds just what is missing.
/// </summary>
public static class Importer
{
    /// <summary>
    /// Imports a file: parses one batch while the one before is made durable. What a stream has besides the file's events
    /// stays as it is, and the file's are appended behind it in the order of the file.
    /// </summary>
    /// <param name="store">The store; others may append to it meanwhile, also to the same streams.</param>
    /// <param name="input">The file, gzipped or not; read to its end, on another thread than the caller's, and not closed.</param>
    /// <param name="format">What the file is written in.</param>
    /// <param name="options">Null for the defaults; CSV needs a map.</param>
    /// <param name="progress">Told after each batch; null for nobody.</param>
    /// <param name="cancellationToken">
    /// Stops the import between two batches. That is no exception: the report then says what is in the store and has a
    /// <see cref="ImportReport.ResumeHint"/>. A read of the input that is under way is waited for.
    /// </param>
    /// <exception cref="ImportException">
    /// The file is not what it must be. The batches before are recorded, nothing of the one with the fault.
    /// </exception>
    /// <exception cref="ArgumentException">The options do not fit the format.</exception>
    /// <exception cref="AppendConflictException">Others append to the same streams all the time; import again.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot take the events; see its code.</exception>
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
        options ??= ImportOptions.Default;
        options.Check(format);
        var raw = new RawInput(input);
        var total = options.InputBytes ?? (input.CanSeek ? input.Length - input.Position : null);
        var run = new ImportRun(store, raw, total, options.BatchEvents, progress);
        return await run.RunAsync(() => Open(raw, format, options.Map), cancellationToken).ConfigureAwait(false);
    }

    private static EventSource Open(RawInput raw, ImportFormat format, ImportMap? map)
    {
        var text = raw.OpenText();
        var streams = new StreamTable();
        return format switch
        {
            ImportFormat.Csv => new CsvSource(text, map!, streams),
            ImportFormat.Xes => new XesSource(new BoundedInput(text, "The element"), map, streams),
            _ => new NdjsonSource(text, streams),
        };
    }
}
