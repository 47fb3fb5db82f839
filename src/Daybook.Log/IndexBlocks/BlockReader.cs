using System.Runtime.CompilerServices;
using Daybook.Log.Format;

namespace Daybook.Log.IndexBlocks;

/// <summary>Reads on through a block from a byte; whatever does not fit is told as damage.</summary>
internal ref struct BlockReader(Block block, int at)
{
    private readonly ReadOnlySpan<byte> bytes = block.Content;

    public int At { get; private set; } = at;

    public readonly bool IsAtEnd => At == bytes.Length;

    public readonly ReadOnlySpan<byte> Rest => bytes[At..];

    /// <summary>A varint; most have one byte or two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Number()
    {
        var next = At;
        if ((uint)next < (uint)bytes.Length && bytes[next] is var low && low < 0x80)
        {
            At = next + 1;
            return low;
        }

        if ((uint)(next + 1) < (uint)bytes.Length && bytes[next + 1] is var high && high < 0x80)
        {
            At = next + 2;
            return (high << 7) + (bytes[next] & 0x7F);
        }

        return LongNumber();
    }

    /// <summary>A varint that may not be above a limit.</summary>
    public long Number(long greatest)
    {
        var at = At;
        var value = Number();
        return value <= greatest ? value : throw block.Malformed(at);
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)(bytes.Length - At))
        {
            throw block.Malformed(At);
        }

        At += count;
        return bytes.Slice(At - count, count);
    }

    private long LongNumber()
    {
        var rest = bytes[Math.Min(At, bytes.Length)..];
        var before = rest.Length;
        if (!VarInt.TryRead(ref rest, out var value))
        {
            throw block.Malformed(At);
        }

        At += before - rest.Length;
        return value;
    }
}
