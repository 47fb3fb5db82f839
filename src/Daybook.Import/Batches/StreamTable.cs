namespace Daybook.Import.Batches;

/// <summary>
/// The streams of the file by name. It grows with the number of streams, about 150 bytes each: ids come from the place of an
/// event in its stream, so every stream's count must be kept to the end.
/// </summary>
internal sealed class StreamTable
{
    private readonly Dictionary<string, ImportStream> streams = new(StringComparer.Ordinal);

    /// <summary>The stream of a name.</summary>
    /// <exception cref="ImportException">No stream can have the name.</exception>
    public ImportStream Of(string name, TextPlace place)
    {
        if (!streams.TryGetValue(name, out var stream))
        {
            stream = new ImportStream(Names.Stream(name, place));
            streams.Add(name, stream);
        }

        return stream;
    }
}
