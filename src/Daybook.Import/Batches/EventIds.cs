using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Daybook.Import.Batches;

/// <summary>
/// Ids that are the same whenever the same file is imported: version 8 UUIDs (RFC 9562) of the first 16 bytes of a SHA-256.
/// What goes in is told in docs/guides/import.md and must not change, or a file would be added a second time. One thread.
/// </summary>
internal sealed class EventIds
{
    private readonly ArrayBufferWriter<byte> input = new(4096);

    /// <summary>The id of an event by its place in its stream and all that it says.</summary>
    public Guid Derive(in ImportedEvent one, ReadOnlySpan<byte> data)
    {
        input.ResetWrittenCount();
        WriteName(one.Stream.Name.Value);
        WriteNumber(one.PlaceInStream);
        WriteName(one.Name.Value);
        WriteNumber(one.OccurredAt?.UtcTicks ?? -1);
        WriteNumber((long)(one.OccurredAt?.TotalOffsetMinutes ?? 0));
        input.Write(data);
        return Hashed();
    }

    /// <summary>The id of an event by a text that is its own within the stream, such as a receipt's number.</summary>
    public Guid OfText(StreamName stream, string text)
    {
        input.ResetWrittenCount();
        WriteName(stream.Value);
        WriteName(text);
        return Hashed();
    }

    /// <summary>The text and a zero byte, which no name contains.</summary>
    private void WriteName(string text)
    {
        var span = input.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length) + 1);
        var size = Encoding.UTF8.GetBytes(text, span);
        span[size] = 0;
        input.Advance(size + 1);
    }

    private void WriteNumber(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(input.GetSpan(sizeof(long)), value);
        input.Advance(sizeof(long));
    }

    private Guid Hashed()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input.WrittenSpan, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
