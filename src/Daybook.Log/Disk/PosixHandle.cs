using Microsoft.Win32.SafeHandles;

namespace Daybook.Log.Disk;

/// <summary>
/// A file descriptor that stays open while a call uses it. A bare number would not: closed by one thread and given out again
/// for another file, it would read or write there.
/// </summary>
internal sealed class PosixHandle : SafeHandleMinusOneIsInvalid
{
    public PosixHandle(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    // Whatever close answers, the descriptor is gone; what had to be durable was flushed before.
    protected override bool ReleaseHandle() => Libc.Close((int)handle) >= 0;
}
