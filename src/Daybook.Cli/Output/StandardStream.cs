using Daybook.Cli.Errors;
using Microsoft.Win32.SafeHandles;

namespace Daybook.Cli.Output;

/// <summary>
/// Standard output or error as a stream. The runtime's own keeps silent when nobody reads on, and switches the mode of a
/// terminal before the first byte; this one does neither.
/// </summary>
internal sealed class StandardStream(int handle) : Stream
{
    public const int Output = 1;
    public const int Error = 2;

    private const int BrokenPipe = 32; // EPIPE, on Linux and macOS

    private readonly Stream inner = Open(handle);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException failure) when (failure.HResult == BrokenPipe)
        {
            throw new NobodyReadsException(failure);
        }
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static Stream Open(int handle)
    {
        if (OperatingSystem.IsWindows())
        {
            return OpenOfRuntime(handle);
        }

        // A file keeps the runtime's stream: it shares the file's offset with whatever writes there after this process.
        var file = new FileStream(new SafeFileHandle(handle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return file.CanSeek ? OpenOfRuntime(handle) : file;
    }

    private static Stream OpenOfRuntime(int handle) => handle == Output ? Console.OpenStandardOutput() : Console.OpenStandardError();
}
