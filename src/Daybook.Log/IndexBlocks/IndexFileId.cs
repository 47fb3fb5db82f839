using System.Buffers.Binary;
using System.Globalization;
using Daybook.Log.Format;

namespace Daybook.Log.IndexBlocks;

/// <summary>
/// Which index file: the log, and the range of positions, both ends inclusive. It goes into every checksum of the file, so
/// that a block of another log or another range never passes for one of this file.
/// </summary>
internal readonly record struct IndexFileId(Guid LogId, long FirstPosition, long LastPosition)
{
    public const string Extension = ".idx";

    private const int Digits = 20;

    /// <summary>The name in its directory; names sort as first positions do.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{FirstPosition:D20}-{LastPosition:D20}{Extension}");

    /// <summary>The file as it is named in messages: relative to the log's directory.</summary>
    public string Name => LogFormat.IndexDirectory + "/" + FileName;

    public static bool TryParseFileName(string name, out long firstPosition, out long lastPosition)
    {
        firstPosition = 0;
        lastPosition = 0;
        return name.Length == Digits + 1 + Digits + Extension.Length
            && name[Digits] == '-'
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out firstPosition)
            && long.TryParse(name.AsSpan(Digits + 1, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out lastPosition)
            && firstPosition >= 1
            && firstPosition <= lastPosition;
    }

    /// <summary>What the checksums of the file's blocks start from.</summary>
    public uint ChecksumSeed()
    {
        Span<byte> bytes = stackalloc byte[32];
        LogId.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], FirstPosition);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], LastPosition);
        return Crc32C.Add(Crc32C.Start, bytes);
    }
}
