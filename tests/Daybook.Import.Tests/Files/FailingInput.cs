using System.Text;

namespace Daybook.Import.Tests.Files;

/// <summary>A file on a disk that cannot be read beyond a byte.</summary>
internal sealed class FailingInput(string text, int failsAt) : MemoryStream(Encoding.UTF8.GetBytes(text), 0, failsAt)
{
    // All other ways of reading lead here, as MemoryStream promises its heirs.
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, count) is > 0 and var read
        ? read
        : throw new IOException("The disk cannot be read.");
}
