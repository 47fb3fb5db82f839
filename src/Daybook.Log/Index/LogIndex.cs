namespace Daybook.Log.Index;

/// <summary>Everything that is known of a log without reading it: where its frames lie, and which items its terms have.</summary>
internal sealed class LogIndex
{
    public FrameTable Frames { get; } = new();

    public StreamPostings Streams { get; } = new();

    public TermPostings Terms { get; } = new();

    /// <summary>Adds an item that follows all before it, in its stream and in the log.</summary>
    public void Add(string stream, long revision, long position, in NewItem item)
    {
        Streams.Add(stream, revision, position, item.Id);
        Terms.Add(stream, item.Name, item.Tags, position);
    }
}
