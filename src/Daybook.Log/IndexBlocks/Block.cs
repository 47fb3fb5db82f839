namespace Daybook.Log.IndexBlocks;

/// <summary>A block that was read and verified. Immutable and garbage-collected, so it may be held on to and shared.</summary>
internal sealed class Block(byte[] bytes, BlockPlace place, IndexFileId file)
{
    /// <summary>The bytes without the checksum.</summary>
    public ReadOnlySpan<byte> Content => bytes.AsSpan(0, bytes.Length - BlockPlace.ChecksumSize);

    public BlockPlace Place => place;

    public const string Remedy = "No event is lost: delete the file and open the store for writing, which builds it again from the log.";

    /// <summary>Bytes in memory.</summary>
    public int Size => bytes.Length;

    /// <summary>The checksum matched, but the content makes no sense at a byte: whoever wrote it was wrong.</summary>
    public LogException Malformed(int at) => Damage(file, place.Offset + at, $"a block of {place.Kind} cannot be read");

    /// <summary>An index file repeats what the log says, so damage to it never needs a backup.</summary>
    public static LogException Damage(IndexFileId file, long offset, string finding) => LogException.Damaged(
        file.Name, offset, finding, Remedy);
}
