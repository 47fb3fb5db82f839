using System.Globalization;
using System.Text;
using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Copies;

/// <summary>
/// The file <c>backup</c> (docs/format/backup.md): whose backup it is, how far it goes, and each file with what counts of it.
/// Written last and whole, so that a directory with it is a backup, and one without it is none.
/// </summary>
internal sealed record BackupDescription
{
    public const string FileName = "backup";

    /// <summary>The most bytes of it: two hundred thousand segments, a hundred times what fits on today's disks.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    private const string FirstLine = "daybook backup 1";
    private const string AnyFirstLine = "daybook backup ";
    private const string DateFormat = "yyyy-MM-ddTHH:mm:ssZ";
    private const int LinesBefore = 6;
    private const string UseAnother = "Use another backup.";

    public required Guid LogId { get; init; }

    /// <summary>The last position that it has; 0 for a store without events.</summary>
    public required long Position { get; init; }

    /// <summary>The digest of everything up to there.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The epoch of the newest writer of these events.</summary>
    public required uint Epoch { get; init; }

    /// <summary>When it was made, to the second.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>In the order of names.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>The segment with the last events, which is the only one that may be unfinished.</summary>
    public (long FirstPosition, BackupFile File) LastSegment()
    {
        var last = (FirstPosition: 0L, File: (BackupFile?)null);
        foreach (var file in Files)
        {
            if (file.Name != LogFormat.ManifestName
                && BackupFile.TryParse(file.Name[(LogFormat.SegmentDirectory.Length + 1)..], out var first, out var extension)
                && extension == SegmentHeader.Extension && first > last.FirstPosition)
            {
                last = (first, file);
            }
        }

        return last.File is null
            ? throw LogException.Damaged(FileName, 0, "no segment is named", UseAnother)
            : (last.FirstPosition, last.File);
    }

    /// <summary>What it says of a file; null when that is not part of the backup.</summary>
    public BackupFile? Find(string name) => Files.FirstOrDefault(file => file.Name == name);

    public byte[] ToBytes()
    {
        var text = new StringBuilder();
        text.Append(FirstLine).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"store {LogId:D}\nposition {Position}\ndigest {Digest}\nepoch {Epoch}\n");
        text.Append(CultureInfo.InvariantCulture, $"made {MadeAt.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture)}\n");
        foreach (var file in Files)
        {
            text.Append(CultureInfo.InvariantCulture, $"file {file.Length} {file.Checksum:x8} {file.Name}\n");
        }

        var checksum = Crc32C.Of(Encoding.ASCII.GetBytes(text.ToString()));
        text.Append(CultureInfo.InvariantCulture, $"end {checksum:x8}\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>The description of a directory; null when there is none.</summary>
    /// <exception cref="LogException">It is damaged, or of a format that this build does not know.</exception>
    public static BackupDescription? Read(IDisk disk, string root)
    {
        var path = Path.Combine(root, FileName);
        if (!disk.FileExists(path))
        {
            return null;
        }

        using var file = disk.Open(path, DiskAccess.Read);
        if (file.Length > MostBytes)
        {
            throw LogException.Damaged(FileName, MostBytes, "the file is longer than any description", UseAnother);
        }

        var bytes = new byte[file.Length];
        return Parse(bytes.AsSpan(0, file.Read(bytes, 0)));
    }

    public static BackupDescription Parse(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var lines = text.Split('\n');
        if (lines[0] != FirstLine && lines[0].StartsWith(AnyFirstLine, StringComparison.Ordinal) && bytes[^1] == '\n' && HasChecksum(bytes, lines))
        {
            throw new LogException(LogFault.UnknownFormat, $"The backup's description begins with '{lines[0]}', which this build does not know. Restore it with the Daybook that wrote it.");
        }

        // Only what would be written of it is taken, so that nothing in it can be changed and still be read.
        return ParseLines(lines) is { } parsed && parsed.ToBytes().AsSpan().SequenceEqual(bytes)
            ? parsed
            : throw LogException.Damaged(FileName, 0, "its checksum does not match, or it is not a description", UseAnother);
    }

    private static bool HasChecksum(ReadOnlySpan<byte> bytes, string[] lines)
    {
        var covered = bytes.Length - lines[^2].Length - 1;
        return lines[^2] == string.Create(CultureInfo.InvariantCulture, $"end {Crc32C.Of(bytes[..covered]):x8}");
    }

    private static BackupDescription? ParseLines(string[] lines)
    {
        if (lines.Length < LinesBefore + 2
            || !Guid.TryParseExact(Behind(lines[1], "store "), "D", out var logId)
            || !long.TryParse(Behind(lines[2], "position "), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            || Behind(lines[3], "digest ") is not { Length: 2 * Digest.Size } digits || !digits.All(char.IsAsciiHexDigit)
            || !uint.TryParse(Behind(lines[4], "epoch "), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || !DateTime.TryParseExact(Behind(lines[5], "made "), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var made))
        {
            return null;
        }

        var files = lines[LinesBefore..^2].Select(ParseFile).ToArray();
        return Array.TrueForAll(files, static file => file is not null)
            ? new BackupDescription
            {
                LogId = logId,
                Position = position,
                Digest = Digest.From(Convert.FromHexString(digits)),
                Epoch = epoch,
                MadeAt = new DateTimeOffset(made, TimeSpan.Zero),
                Files = files!,
            }
            : null;
    }

    private static BackupFile? ParseFile(string line) =>
        line.Split(' ') is ["file", var length, var checksum, var name]
        && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
        && uint.TryParse(checksum, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc)
        && BackupFile.IsName(name)
            ? new BackupFile(name, bytes, crc)
            : null;

    private static string Behind(string line, string word) => line.StartsWith(word, StringComparison.Ordinal) ? line[word.Length..] : "";
}
