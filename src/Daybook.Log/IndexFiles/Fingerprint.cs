using System.Buffers.Binary;

namespace Daybook.Log.IndexFiles;

/// <summary>Four bytes of an event's id, by which a repetition is suspected; the id itself, in the log, decides.</summary>
internal static class Fingerprint
{
    /// <summary>The first four bytes of the id, in the order of its digits, exclusive-or the last four.</summary>
    public static uint Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes) ^ BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
    }
}
