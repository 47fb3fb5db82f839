using Daybook.Log.Disk;

namespace Daybook.Log.Tests.Writing;

/// <summary>The real disk with a volume whose room the test says.</summary>
internal sealed class MeteredDisk : IDisk
{
    private readonly IDisk inner = NativeDisk.ForThisSystem();

    public long Free { get; set; } = long.MaxValue;

    public int Asked { get; private set; }

    /// <summary>Bytes that a write gets to the volume before it is full.</summary>
    public int FillsUpIn { get; init; } = int.MaxValue;

    public long FreeBytes(string directory)
    {
        Asked++;
        return Free;
    }

    /// <summary>Hints that were given, as file and place.</summary>
    public List<(string File, long Offset)> Hints { get; } = [];

    /// <summary>Bytes that were read of segments.</summary>
    public long BytesRead { get; set; }

    public IDiskFile Open(string path, DiskAccess access) => new Metered(inner.Open(path, access), path, this);

    public IDiskFile Create(string path) => inner.Create(path);

    public bool HasDirect { get; init; } = true;

    /// <summary>Whether direct writes fail although the file was opened for them, as on some volumes.</summary>
    public bool RefusesDirectWrites { get; init; }

    public IDiskFile? OpenDirect(string path) =>
        RefusesDirectWrites ? new Refusing(inner.Open(path, DiskAccess.ReadWrite), path) : HasDirect ? inner.OpenDirect(path) : null;

    public bool FileExists(string path) => inner.FileExists(path);

    public bool DirectoryExists(string path) => inner.DirectoryExists(path);

    public IReadOnlyList<string> List(string directory) => inner.List(directory);

    public void CreateDirectory(string path) => inner.CreateDirectory(path);

    public void Rename(string from, string to) => inner.Rename(from, to);

    public void Delete(string path) => inner.Delete(path);

    public void SyncDirectory(string path) => inner.SyncDirectory(path);

    public IDisposable? TryLock(string path, string owner) => inner.TryLock(path, owner);

    public string ReadText(string path) => inner.ReadText(path);

    private sealed class Metered(IDiskFile file, string path, MeteredDisk disk) : IDiskFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> buffer, long offset)
        {
            disk.BytesRead += path.EndsWith(".seg", StringComparison.Ordinal) ? buffer.Length : 0;
            return file.Read(buffer, offset);
        }

        public void Hint(long offset, int length)
        {
            disk.Hints.Add((Path.GetFileName(path), offset));
            file.Hint(offset, length);
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            file.Write(bytes.Length > disk.FillsUpIn ? bytes[..disk.FillsUpIn] : bytes, offset);
            if (bytes.Length > disk.FillsUpIn)
            {
                throw new DiskException(DiskFault.Full, "pwrite", path, "No space left on device (errno 28)");
            }
        }

        public void Flush() => file.Flush();

        public void TruncateDurably(long length) => file.TruncateDurably(length);

        public void Dispose() => file.Dispose();
    }

    private sealed class Refusing(IDiskFile file, string path) : IDiskFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset) =>
            throw new DiskException(DiskFault.Unsupported, "pwrite", path, "Invalid argument (errno 22)");

        public void Flush() => file.Flush();

        public void TruncateDurably(long length) => file.TruncateDurably(length);

        public void Dispose() => file.Dispose();
    }
}
