using System.Text.RegularExpressions;

namespace Daybook.House;

/// <summary>A room may use the rooms before it, never those after it.</summary>
internal static partial class RoomOrder
{
    public static readonly string[] Log = ["Disk", "Format", "Index", "Sequencing", "Recovery", "Reading", "Writing"];
    public static readonly string[] Library = ["Diagnostics", "Events", "Privacy", "Conditions", "Storage", "Store", "Proofs", "Deciding", "Delivery", "Subscriptions", "Projections", "Signals", "Flows", "Relay"];

    public static IEnumerable<string> Violations(string project, string[] rooms, IReadOnlyList<(string Path, string Text)> sources)
    {
        var declared = sources.SelectMany(source => TypeName().Matches(source.Text).Select(match => (Type: match.Groups[1].Value, Room: RoomOf(project, source.Path, rooms))))
            .ToLookup(static one => one.Type, static one => one.Room);
        foreach (var (path, text) in sources)
        {
            var room = RoomOf(project, path, rooms);
            foreach (var word in Word().Matches(NotCode().Replace(text, "")).Select(static match => match.Value).Distinct())
            {
                if (declared.Contains(word) && declared[word].Min() > room && !IsSeam(path, word))
                {
                    yield return $"{path} uses {word} of a later room";
                }
            }
        }
    }

    // The options name the seams that they replace.
    private static bool IsSeam(string path, string word) =>
        path == "src/Daybook.Log/LogOptions.cs" && word is "IDisk" or "NativeDisk" or "IScheduler"
        || path == "src/Daybook.Log/LogFaults.cs" && word is "DiskException" or "DiskFault";

    private static int RoomOf(string project, string path, string[] rooms) =>
        Array.IndexOf(rooms, path[(project.Length + 1)..].Split('/')[0]);

    [GeneratedRegex(@"\b(?:class|struct|record|record struct|interface|enum) ([A-Z]\w+)")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();

    [GeneratedRegex("//.*|\"(?:\\\\.|[^\"\\\\])*\"|namespace .*|using .*")]
    private static partial Regex NotCode();
}
