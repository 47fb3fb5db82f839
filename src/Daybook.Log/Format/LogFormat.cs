namespace Daybook.Log.Format;

/// <summary>The names of the files and the version of the format. Until 1.0 a new version does not read the older.</summary>
internal static class LogFormat
{
    public const uint Version = 2;

    public const string LockFile = "LOCK";
    public const string SuperblockName = "superblock";
    public const string HeadName = "head";
    public const string ManifestName = "manifest";
    public const string SegmentDirectory = "log";
    public const string IndexDirectory = "idx";

    /// <summary>The segment after the last, before it has a first position.</summary>
    public const string NextSegmentName = "next" + UnfinishedExtension;

    /// <summary>A file that is being made; it gets its real name by rename, and one left behind is removed.</summary>
    public const string UnfinishedExtension = ".new";

    /// <summary>A flag names a part of the format that a later build has added.</summary>
    public static LogException UnknownPart(string file) => new(
        LogFault.UnknownFormat,
        $"{file} uses a part of the format that this build does not know. Open the store with the Daybook that wrote it.")
    {
        File = file,
    };

    public static LogException UnknownVersion(string file, uint version) => new(
        LogFault.UnknownFormat,
        $"{file} has format version {version}; this build reads version {Version}. Open it with the Daybook that wrote it.")
    {
        File = file,
    };
}
