namespace Daybook.Log.Format;

/// <summary>Where the files of a log lie.</summary>
internal sealed class LogPaths(string root)
{
    public const string DigestExtension = ".dig";
    private const string PackedExtension = ".zseg";

    public string Root => root;

    public string Lock => Path.Combine(root, LogFormat.LockFile);

    public string Superblock => Path.Combine(root, LogFormat.SuperblockName);

    public string Head => Path.Combine(root, LogFormat.HeadName);

    public string Manifest => Path.Combine(root, LogFormat.ManifestName);

    public string Segments => Path.Combine(root, LogFormat.SegmentDirectory);

    public string Index => Path.Combine(root, LogFormat.IndexDirectory);

    public string Segment(long firstPosition) => Path.Combine(Segments, SegmentHeader.FileNameOf(firstPosition));

    /// <summary>A segment that is packed.</summary>
    public string Packed(long firstPosition) => Path.ChangeExtension(Segment(firstPosition), PackedExtension);

    /// <summary>The digests of a segment's events.</summary>
    public string Digests(long firstPosition) => Path.ChangeExtension(Segment(firstPosition), DigestExtension);

    /// <summary>A segment as it is named in messages: relative to the log's directory.</summary>
    public static string SegmentName(long firstPosition) =>
        LogFormat.SegmentDirectory + "/" + SegmentHeader.FileNameOf(firstPosition);

    /// <summary>A packed segment as it is named in messages.</summary>
    public static string PackedName(long firstPosition) => Path.ChangeExtension(SegmentName(firstPosition), PackedExtension);

    /// <summary>Whether a file's name is that of a segment, packed or not.</summary>
    public static bool TryParseSegment(string name, out long firstPosition) => SegmentHeader.TryParseFileName(
        name.EndsWith(PackedExtension, StringComparison.Ordinal) ? Path.ChangeExtension(name, SegmentHeader.Extension) : name,
        out firstPosition);

    /// <summary>The digests of a segment as they are named in messages.</summary>
    public static string DigestsName(long firstPosition) => Path.ChangeExtension(SegmentName(firstPosition), DigestExtension);
}
