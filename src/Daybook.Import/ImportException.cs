namespace Daybook.Import;

/// <summary>
/// The input is malformed. Complete batches before the place are in the store, nothing of the batch with it is. Mend the
/// input and import it again: what is there is not added twice.
/// </summary>
public sealed class ImportException : Exception
{
    internal ImportException(long line, string reason, Exception? inner = null)
        : base($"Line {line}: {reason} Nothing of the batch with this line was written. Mend the file and import it again; what is there already is not added twice.", inner) => Line = line;

    /// <summary>The line of the input, from 1.</summary>
    public long Line { get; }

    /// <summary>The code of the error's page in <c>docs/errors/</c>.</summary>
    public string Code { get; } = "import-malformed";
}
