using System.Runtime.CompilerServices;

namespace Daybook.Log.Disk;

/// <summary>Zeroed memory for direct writes, which stays at an address that they accept. Collected like any other.</summary>
internal sealed unsafe class AlignedBuffer
{
    private readonly byte[] array;
    private readonly int start;

    /// <summary>Takes memory.</summary>
    /// <param name="size">Bytes.</param>
    public AlignedBuffer(int size)
    {
        array = GC.AllocateArray<byte>(size + IDisk.DirectAlignment, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref array[0]);
        start = (int)((IDisk.DirectAlignment - (address % IDisk.DirectAlignment)) % IDisk.DirectAlignment);
    }

    /// <summary>All of it.</summary>
    public Span<byte> Bytes => array.AsSpan(start, array.Length - IDisk.DirectAlignment);
}
