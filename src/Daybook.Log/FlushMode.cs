namespace Daybook.Log;

/// <summary>How what is written becomes durable, from the slowest to the fastest.</summary>
internal enum FlushMode
{
    /// <summary>The file grows with each write and is flushed, with its length, after it. Works everywhere.</summary>
    Growing,

    /// <summary>Writes go into room that was filled with zeros before, so that a flush is of data alone.</summary>
    Prepared,

    /// <summary>Writes into such room go past the page cache and are durable when they return: no flush at all.</summary>
    Direct,
}
