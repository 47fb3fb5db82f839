using System.Collections.Concurrent;
using Daybook.Log.Disk;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Tests.IndexFiles;

/// <summary>A disk with one file, which is an array: fast enough to be read once for each of its bits.</summary>
internal sealed class BytesDisk(byte[] bytes) : IDisk
{
    /// <summary>What was read, by offset, with its length.</summary>
    public ConcurrentDictionary<long, int> Reads { get; } = [];

    public static IndexFile Open(byte[] bytes, IndexFileId id, BlockCache? cache = null) => IndexFile.Open(new BytesDisk(bytes), "", id, cache);

    public IDiskFile Open(string path, DiskAccess access) => new BytesFile(bytes, Reads);

    public IDiskFile Create(string path) => throw new NotSupportedException();

    public IDiskFile? OpenDirect(string path) => null;

    public bool FileExists(string path) => throw new NotSupportedException();

    public bool DirectoryExists(string path) => throw new NotSupportedException();

    public IReadOnlyList<string> List(string directory) => throw new NotSupportedException();

    public void CreateDirectory(string path) => throw new NotSupportedException();

    public void Rename(string from, string to) => throw new NotSupportedException();

    public void Delete(string path) => throw new NotSupportedException();

    public void SyncDirectory(string path) => throw new NotSupportedException();

    public IDisposable? TryLock(string path, string owner) => throw new NotSupportedException();

    public string ReadText(string path) => throw new NotSupportedException();

    public long FreeBytes(string directory) => throw new NotSupportedException();

    private sealed class BytesFile(byte[] bytes, ConcurrentDictionary<long, int> reads) : IDiskFile
    {
        public long Length => bytes.Length;

        public int Read(Span<byte> buffer, long offset)
        {
            reads[offset] = buffer.Length;
            var source = bytes.AsSpan((int)Math.Min(offset, bytes.Length));
            var count = Math.Min(buffer.Length, source.Length);
            source[..count].CopyTo(buffer);
            return count;
        }

        public void Write(ReadOnlySpan<byte> source, long offset) => throw new NotSupportedException();

        public void Flush() => throw new NotSupportedException();

        public void TruncateDurably(long length) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
