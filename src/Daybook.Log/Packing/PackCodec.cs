namespace Daybook.Log.Packing;

/// <summary>How a block of a packed segment is written. A block says it itself, so that others can come.</summary>
internal enum PackCodec
{
    /// <summary>As it is.</summary>
    Stored = 0,

    /// <summary>Deflate (RFC 1951).</summary>
    Deflate = 1,

    /// <summary>Frames, with ids, salts and checksums apart and the rest by Deflate: see <see cref="FrameSplit"/>.</summary>
    Split = 2,
}
