using System.Runtime.InteropServices;

namespace Daybook.Log.Disk;

/// <summary>Zeroed memory for direct writes, at an address that they accept. Not thread-safe.</summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    private readonly int size;
    private byte* memory;

    /// <summary>Takes memory from the system.</summary>
    public AlignedBuffer(int size)
    {
        this.size = size;
        memory = (byte*)NativeMemory.AlignedAlloc((nuint)size, IDisk.DirectAlignment);
        Bytes.Clear();
    }

    /// <summary>All of it; not to be used any more once it is disposed.</summary>
    public Span<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(memory is null, this);
            return new(memory, size);
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(memory);
        memory = null;
    }
}
