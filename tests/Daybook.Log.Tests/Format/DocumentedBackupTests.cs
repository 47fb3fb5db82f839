using System.Globalization;
using System.Text;
using Daybook.Log.Copies;
using Daybook.Log.Format;

namespace Daybook.Log.Tests.Format;

/// <summary>The example of docs/format/backup.md is real: every line is understood, and still written the same.</summary>
public sealed class DocumentedBackupTests
{
    [Fact]
    public void A_description_has_the_lines_of_its_table()
    {
        var bytes = Encoding.ASCII.GetBytes(Example());
        var lines = Example().Split('\n');

        var read = BackupDescription.Parse(bytes);

        Assert.Equal((new Guid([.. Enumerable.Range(0, 16).Select(static at => (byte)at)], bigEndian: true), 8L, 2u), (read.LogId, read.Position, read.Epoch));
        Assert.Equal(Convert.ToHexStringLower(HexBlock.Of("digests.md")[0][^32..]), read.Digest.ToString());
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 15, 0, 0, TimeSpan.Zero), read.MadeAt);
        Assert.Equal(new BackupFile("log/00000000000000000001.dig", 128, 0x1d2c3b4a), read.Files[0]);
        Assert.Equal((7L, 4312L), (read.LastSegment().FirstPosition, read.LastSegment().File.Length));
        Assert.Equal(5, read.Files.Count);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"end {Crc32C.Of(bytes.AsSpan(0, bytes.Length - 13)):x8}"), lines[^2]);
        Assert.Equal(Example(), Encoding.ASCII.GetString(read.ToBytes()));
    }

    [Fact]
    public void Any_bit_changed_and_any_end_cut_off_is_found()
    {
        var bytes = Encoding.ASCII.GetBytes(Example());
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(LogFault.Damaged, Assert.Throws<LogException>(() => BackupDescription.Parse(changed)).Fault);
        }

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<LogException>(() => BackupDescription.Parse(bytes.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData("log/../00000000000000000001.seg")]
    [InlineData("../manifest")]
    [InlineData("superblock")]
    [InlineData("/etc/passwd")]
    public void A_file_elsewhere_is_no_part_of_a_backup(string name)
    {
        var read = BackupDescription.Parse(Encoding.ASCII.GetBytes(Example()));

        var reaching = read with { Files = [new BackupFile(name, 1, 2)] };

        Assert.Equal(LogFault.Damaged, Assert.Throws<LogException>(() => BackupDescription.Parse(reaching.ToBytes())).Fault);
    }

    [Fact]
    public void A_later_format_is_told_as_such()
    {
        var text = Example().Replace("daybook backup 1", "daybook backup 2", StringComparison.Ordinal);
        var covered = text[..^13];
        var mended = covered + string.Create(CultureInfo.InvariantCulture, $"end {Crc32C.Of(Encoding.ASCII.GetBytes(covered)):x8}\n");

        Assert.Equal(LogFault.UnknownFormat, Assert.Throws<LogException>(() => BackupDescription.Parse(Encoding.ASCII.GetBytes(mended))).Fault);
    }

    private static string Example()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "format", "backup.md")).ReplaceLineEndings("\n");
        var block = page[(page.IndexOf("```text\n", StringComparison.Ordinal) + 8)..];
        return block[..block.IndexOf("```", StringComparison.Ordinal)];
    }
}
