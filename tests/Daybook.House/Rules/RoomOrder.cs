using System.Text.RegularExpressions;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>A room uses the rooms before it, never those after it; a file's namespace is its room's or the root's.</summary>
public sealed partial class RoomOrder
{
    private static readonly Plan Library = new("src/Daybook", "Daybook",
    [
        "", "Diagnostics", "Events", "Privacy", "Conditions", "Storage", "Store", "Care", "Proofs", "Deciding", "Delivery",
        "Subscriptions", "Projections", "Signals", "Flows", "Relay",
    ]);

    /// <summary>The options name the seams that they replace, although the seams live in later rooms.</summary>
    private static readonly Plan Log = new("src/Daybook.Log", "Daybook.Log",
        ["", "Disk", "Format", "Digests", "Packing", "IndexBlocks", "IndexFiles", "IndexMemory", "IndexCursors", "Index", "Sequencing", "Recovery", "Reading", "Writing", "Copies", "Figures", "Repair"],
        [("LogOptions.cs", "IDisk"), ("LogOptions.cs", "NativeDisk"), ("LogOptions.cs", "IScheduler")]);

    [Fact]
    public void Use_of_a_later_room_is_caught() => Check.Catches("src/Daybook/Events/Codec.cs:2", Violations(Library,
    [
        new("src/Daybook/Events/Codec.cs", "namespace Daybook.Events;\ninternal sealed class Codec { Replay? replay; }"),
        new("src/Daybook/Deciding/Replay.cs", "namespace Daybook.Deciding;\n/// Uses <see cref=\"Later\"/>.\ninternal sealed class Replay { Codec? codec; }"),
        new("src/Daybook/Relay/Later.cs", "namespace Daybook.Relay;\ninternal sealed record Later;"),
    ]));

    [Fact]
    public void A_member_with_the_name_of_a_later_type_is_fine() => Assert.Empty(Violations(Library,
    [
        new("src/Daybook/Events/Codec.cs", "namespace Daybook.Events;\nclass Codec { const string Replay = \"replay\"; bool Is => this.Replay == Other().Replay; }"),
        new("src/Daybook/Deciding/Replay.cs", "namespace Daybook.Deciding;\nclass Replay;"),
    ]));

    [Fact]
    public void Using_a_later_room_is_caught() => Check.Catches("src/Daybook/Events/Codec.cs:1", Violations(Library,
        [new("src/Daybook/Events/Codec.cs", "using Daybook.Deciding;\nnamespace Daybook.Events;")]));

    [Fact]
    public void A_foreign_namespace_is_caught() => Check.Catches("src/Daybook/Deciding/Fold.cs", Violations(Library,
    [
        new("src/Daybook/Deciding/Fold.cs", "namespace Daybook.Folding;"),
        new("src/Daybook/Deciding/Aggregate.cs", "namespace Daybook;"),
    ]));

    [Fact]
    public void A_room_without_a_place_in_the_order_is_caught() =>
        Check.Catches("src/Daybook/Cellar/A.cs", Violations(Library, [new("src/Daybook/Cellar/A.cs", "namespace Daybook.Cellar;")]));

    [Fact]
    public void An_exception_is_for_one_file_and_one_type() => Check.Catches("src/Daybook.Log/LogLimits.cs:2", Violations(Log,
    [
        new("src/Daybook.Log/LogOptions.cs", "namespace Daybook.Log;\nrecord LogOptions(IDisk Disk);"),
        new("src/Daybook.Log/LogLimits.cs", "namespace Daybook.Log;\nrecord LogLimits(IDisk Disk);"),
        new("src/Daybook.Log/Disk/IDisk.cs", "namespace Daybook.Log.Disk;\ninterface IDisk;"),
    ]));

    [Fact]
    public void The_library_keeps_the_order() => Check.Keeps(Violations(Library, Repository.Files("src/Daybook/", ".cs")));

    [Fact]
    public void The_log_keeps_the_order() => Check.Keeps(Violations(Log, Repository.Files("src/Daybook.Log/", ".cs")));

    private static IEnumerable<Violation> Violations(Plan plan, IReadOnlyList<SourceFile> files)
    {
        var types = files
            .SelectMany(file => DeclaredTypes.Of(file).Select(type => (type.Name, Room: plan.RoomOf(file))))
            .GroupBy(type => type.Name)
            .ToDictionary(group => group.Key, group => group.Min(type => plan.Order(type.Room)));
        return files.SelectMany(file => plan.Order(plan.RoomOf(file)) < 0
            ? [new Violation(file.Path, $"Room {plan.RoomOf(file)} has no place in the order of rooms.")]
            : NamespaceOf(plan, file).Concat(LaterTypes(plan, file, types)).Concat(LaterUsings(plan, file)));
    }

    private static IEnumerable<Violation> NamespaceOf(Plan plan, SourceFile file)
    {
        var own = plan.RoomOf(file) is { Length: > 0 } room ? $"{plan.Root}.{room}" : plan.Root;
        var found = NamespaceLine().Match(file.Code);
        if (found.Success && found.Groups[1].Value != own && found.Groups[1].Value != plan.Root)
        {
            yield return new Violation(file.Path, $"Namespace {found.Groups[1].Value}; a file of this room is in {own} or {plan.Root}.");
        }
    }

    private static IEnumerable<Violation> LaterTypes(Plan plan, SourceFile file, Dictionary<string, int> types)
    {
        var here = plan.Order(plan.RoomOf(file));
        foreach (Match word in Word().Matches(file.Code))
        {
            // A word behind a dot is a member, unless what stands before the dot is a room; a word before '=' is one being declared.
            var isMember = word.Groups["before"].Success && !plan.Rooms.Contains(word.Groups["before"].Value);
            if (!isMember
                && types.TryGetValue(word.Groups["word"].Value, out var there)
                && there > here
                && !plan.Allows(file, word.Groups["word"].Value))
            {
                yield return new Violation(file.At(word.Index), $"{word.Groups["word"].Value} is of the later room {plan.Rooms[there]}.");
            }
        }
    }

    private static IEnumerable<Violation> LaterUsings(Plan plan, SourceFile file)
    {
        var here = plan.Order(plan.RoomOf(file));
        foreach (Match line in Usings().Matches(file.Code))
        {
            var name = line.Groups[1].Value;
            var room = name.StartsWith(plan.Root + ".", StringComparison.Ordinal) ? name[(plan.Root.Length + 1)..] : "";
            if (plan.Order(room) > here && !plan.Exceptions.Any(one => one.File == file.Name))
            {
                yield return new Violation(file.At(line.Index), $"{room} is a later room.");
            }
        }
    }

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using\s+(?:static\s+)?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Usings();

    [GeneratedRegex(@"(?:(?<before>\w+[)\]>?!]*|[)\]>?!]+)\s*\.\s*)?\b(?<word>[A-Z]\w*)\b(?!\s*=[^=>])")]
    private static partial Regex Word();

    private sealed record Plan(string Folder, string Root, string[] Rooms, (string File, string Type)[]? Named = null)
    {
        public (string File, string Type)[] Exceptions => Named ?? [];

        public int Order(string room) => Array.IndexOf(Rooms, room);

        public string RoomOf(SourceFile file) => file.Folder.Length == Folder.Length ? "" : file.Folder[(Folder.Length + 1)..];

        public bool Allows(SourceFile file, string type) => Exceptions.Contains((file.Name, type));
    }
}
