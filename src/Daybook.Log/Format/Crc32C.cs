using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Daybook.Log.Format;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720 appendix B.4), one instruction for eight bytes where the processor has it. A running value
/// may be carried from one range to the next.
/// </summary>
internal static class Crc32C
{
    public const uint Start = 0xFFFF_FFFF;

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Add(Start, bytes);

    /// <summary>Compiled well at once: a log is opened, and the first read done, before the runtime would have seen that this is worth it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Add(uint running, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            running = BitOperations.Crc32C(running, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes)
        {
            running = BitOperations.Crc32C(running, one);
        }

        return running;
    }
}
