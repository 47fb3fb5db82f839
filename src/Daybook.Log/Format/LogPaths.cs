namespace Daybook.Log.Format;

/// <summary>Where the files of a log lie.</summary>
internal sealed class LogPaths(string root)
{
    public string Root => root;

    public string Lock => Path.Combine(root, LogFormat.LockFile);

    public string Superblock => Path.Combine(root, LogFormat.SuperblockName);

    public string Head => Path.Combine(root, LogFormat.HeadName);

    public string Segments => Path.Combine(root, LogFormat.SegmentDirectory);

    public string Index => Path.Combine(root, LogFormat.IndexDirectory);

    public string Segment(long firstPosition) => Path.Combine(Segments, SegmentHeader.FileNameOf(firstPosition));

    /// <summary>A segment as it is named in messages: relative to the log's directory.</summary>
    public static string SegmentName(long firstPosition) =>
        LogFormat.SegmentDirectory + "/" + SegmentHeader.FileNameOf(firstPosition);
}
