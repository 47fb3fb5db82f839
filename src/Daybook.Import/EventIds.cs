using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Daybook.Import;

/// <summary>
/// Gives an event of a file that has no id the same id at every import: SHA-256 over its stream, its place among the file's
/// events of that stream, its name and its data, cut to the 128 bits of a version 8 UUID (RFC 9562).
/// </summary>
internal static class EventIds
{
    public static Guid Of(string stream, long ordinal, string name, ReadOnlySpan<byte> data)
    {
        var size = Encoding.UTF8.GetMaxByteCount(stream.Length + name.Length) + sizeof(long) + 2 + data.Length;
        var bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(size);
        var at = Encoding.UTF8.GetBytes(stream, bytes);
        bytes[at++] = 0;
        at += Encoding.UTF8.GetBytes(name, bytes.AsSpan(at));
        bytes[at++] = 0;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), ordinal);
        at += sizeof(long);
        data.CopyTo(bytes.AsSpan(at));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.AsSpan(0, at + data.Length), hash);
        System.Buffers.ArrayPool<byte>.Shared.Return(bytes);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
