namespace Daybook.Load.Engines;

/// <summary>One event on its way into a queued engine, and the number of the writer whose it is.</summary>
internal readonly record struct Row(int Writer, byte[] Data)
{
    /// <summary>The writer of what comes in batches.</summary>
    public const int OfBatch = -1;
}
