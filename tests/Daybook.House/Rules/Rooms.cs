using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>A room holds few files of one concept; folders named after patterns, and regions, hide that it does not.</summary>
public sealed class Rooms
{
    private const int FilesOfRoom = 20;
    private const int FilesOfRoot = 40;

    private static readonly string[] Patterns = ["Interfaces", "Models", "Helpers", "Infrastructure", "Common", "Utils"];

    [Fact]
    public void A_full_room_is_caught() => Check.Catches("src/A/Room", Violations([.. Of("src/A/Room", FilesOfRoom + 1), .. Of("src/A", FilesOfRoot)]));

    [Fact]
    public void A_full_root_is_caught() => Check.Catches("src/A", Violations([.. Of("src/A/Room", FilesOfRoom), .. Of("src/A", FilesOfRoot + 1)]));

    [Fact]
    public void A_folder_named_after_a_pattern_is_caught() => Check.Catches("src/A/Helpers", Violations(Of("src/A/Helpers", 1)));

    [Fact]
    public void A_region_is_caught() =>
        Check.Catches("src/A/B.cs:2", Violations([new("src/A/B.cs", "// A comment on #region is fine.\n#region All of it\n#endregion\n")]));

    [Fact]
    public void Rooms_are_small() => Check.Keeps(Violations(Repository.Files("src/", ".cs")));

    private static IReadOnlyList<SourceFile> Of(string folder, int files) =>
        [.. Enumerable.Range(0, files).Select(one => new SourceFile($"{folder}/{one}.cs", ""))];

    private static IEnumerable<Violation> Violations(IReadOnlyList<SourceFile> files)
    {
        foreach (var room in files.GroupBy(file => file.Folder))
        {
            var limit = room.Key.Count(one => one == '/') == 1 ? FilesOfRoot : FilesOfRoom;
            if (room.Count() > limit)
            {
                yield return new Violation(room.Key, $"{room.Count()} files; at most {limit}. Split it by concept.");
            }

            if (room.Key.Split('/').Any(Patterns.Contains))
            {
                yield return new Violation(room.Key, "Name the folder after its concept.");
            }
        }

        foreach (var file in files)
        {
            var index = file.Code.IndexOf("#region", StringComparison.Ordinal);
            if (index >= 0)
            {
                yield return new Violation(file.At(index), "Regions hide what should be a file.");
            }
        }
    }
}
