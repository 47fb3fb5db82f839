using System.Runtime.InteropServices;

namespace Daybook.Log.Disk;

/// <summary>
/// A file descriptor that stays open while a call uses it. A bare number would not: closed by one thread and given out again
/// for another file, it would read or write there.
/// </summary>
internal sealed class PosixHandle() : SafeHandle(-1, ownsHandle: true)
{
    // A descriptor is 32 bits wide and a handle 64: the upper half of -1 is not filled in.
    public override bool IsInvalid => (int)(long)handle < 0;

    // Whatever close answers, the descriptor is gone; what had to be durable was flushed before.
    protected override bool ReleaseHandle() => Libc.Close((int)(long)handle) >= 0;
}
