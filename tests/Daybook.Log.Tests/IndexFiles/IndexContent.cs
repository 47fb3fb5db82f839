using Daybook.Log.Disk;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Tests.IndexFiles;

/// <summary>What one index file should say, in plain lists.</summary>
internal sealed class IndexContent(IndexFileId id)
{
    public IndexFileId Id => id;

    public SortedDictionary<byte[], TermContent> Terms { get; } =
        new(Comparer<byte[]>.Create(static (left, right) => left.AsSpan().SequenceCompareTo(right)));

    public List<FramePlace> Frames { get; init; } = [];

    public void Add(TestEvent one)
    {
        Add(TermKind.Stream, one.Stream, one);
        Add(TermKind.Category, one.Category, one);
        Add(TermKind.Type, one.Type, one);
        foreach (var tag in one.Tags)
        {
            Add(TermKind.Tag, tag, one);
        }
    }

    public TermContent Of(TermKind kind, string text) => Terms[KeyOf(kind, text)];

    public IIndexSource Source() => new ContentSource(this);

    public void Write(string directory) => IndexFileWriter.Write(NativeDisk.ForThisSystem(), directory, id, Source(), CancellationToken.None);

    /// <summary>The bytes of the file, made in a directory that is gone again.</summary>
    public byte[] ToBytes()
    {
        using var directory = new TempDirectory();
        Write(directory.Path);
        return File.ReadAllBytes(directory.File(id.FileName));
    }

    /// <summary>The file, opened from bytes.</summary>
    public IndexFile Open(BlockCache? cache = null) => BytesDisk.Open(ToBytes(), id, cache);

    public static byte[] KeyOf(TermKind kind, string text)
    {
        var key = new byte[Term.MaxBytes];
        return key[..Term.WriteKey(kind, text, key)];
    }

    private void Add(TermKind kind, string text, TestEvent one)
    {
        var key = KeyOf(kind, text);
        if (!Terms.TryGetValue(key, out var term))
        {
            Terms.Add(key, term = new TermContent(kind == TermKind.Stream ? one.Revision : Expected.None));
        }

        term.Positions.Add(one.Position);
        term.Fingerprints.Add(Fingerprint.Of(one.Id));
    }
}
