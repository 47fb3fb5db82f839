using Daybook.Log.Format;

namespace Daybook.Log.Copies;

/// <summary>
/// A file of a backup, as far as it counts: what stands behind these bytes in the directory was written by a run that did not
/// come to its end.
/// </summary>
/// <param name="Name">Relative to the backup's directory, with forward slashes.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Checksum">CRC-32C of them.</param>
internal sealed record BackupFile(string Name, long Length, uint Checksum)
{
    private const int Digits = 20;

    public string In(string root) => Path.Combine(root, Name.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The name that a file of the directory of segments has here.</summary>
    public static string InSegments(string fileName) => LogFormat.SegmentDirectory + "/" + fileName;

    /// <summary>Whether a backup can have a file of that name: whatever else a description says, it reaches nothing outside.</summary>
    public static bool IsName(string name) => name == LogFormat.ManifestName
        || (name.StartsWith(LogFormat.SegmentDirectory + "/", StringComparison.Ordinal) && TryParse(name[(LogFormat.SegmentDirectory.Length + 1)..], out _, out _));

    /// <summary>Reads the name of a segment, of whatever kind, or of its digests: 20 digits and an extension.</summary>
    public static bool TryParse(string fileName, out long firstPosition, out string extension)
    {
        extension = fileName.Length > Digits ? fileName[Digits..] : "";
        firstPosition = 0;
        return extension.Length > 1
            && extension[0] == '.'
            && extension != LogFormat.UnfinishedExtension
            && extension.AsSpan(1).IndexOfAnyExceptInRange('a', 'z') < 0
            && long.TryParse(fileName.AsSpan(0, Digits), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out firstPosition)
            && firstPosition >= 1;
    }
}
