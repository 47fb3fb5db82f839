using System.Reflection;
using System.Text.RegularExpressions;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>The page of limits has the figures that the code has, and every limit that the code has.</summary>
public sealed partial class Limits
{
    private const string PagePath = "docs/limits.md";
    private const string Heading = "| what | value | in the code | changed by | what happens |\n|---|---|---|---|---|\n";

    private const BindingFlags Constants =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private const BindingFlags Properties = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    /// <summary>Sizes that follow from how bytes are written, which nobody meets as a limit.</summary>
    private static readonly HashSet<string> Encodings =
        ["VarInt.MaxSize", "FrameBlock.MaxFrameSize", "PostingCursor.MaxDepth", "Term.MaxBytes", "DeltaCode.GreatestWidth"];

    private static readonly Dictionary<string, long> Units = new()
    {
        ["bytes"] = 1, ["KiB"] = 1024, ["MiB"] = 1024 * 1024, ["GiB"] = 1024 * 1024 * 1024,
        ["us"] = TimeSpan.TicksPerMicrosecond, ["ms"] = TimeSpan.TicksPerMillisecond, ["s"] = TimeSpan.TicksPerSecond, ["day"] = TimeSpan.TicksPerDay,
    };

    [Theory]
    [InlineData("at most 3,001")]
    [InlineData("at most 3 KiB")]
    [InlineData("at most 3,000 ms")]
    [InlineData("about three thousand")]
    public void A_wrong_figure_is_caught(string value) =>
        Check.Catches(PagePath + ":4", Violations(Page(Row("at most 1 day", "Specimens.MostWaiting"), Row(value, "Specimens.MostThings"), Row("default 5 MiB", "SpecimenOptions.RoomBytes")), [typeof(Specimens), typeof(SpecimenOptions)]));

    [Theory]
    [InlineData("Specimens.MostWaiting")]
    [InlineData("Specimens.MostThings")]
    [InlineData("SpecimenOptions.RoomBytes")]
    public void A_missing_row_is_caught(string missing)
    {
        (string Value, string Name)[] rows = [("at most 1 day", "Specimens.MostWaiting"), ("under 3,000", "Specimens.MostThings"), ("default 5 MiB", "SpecimenOptions.RoomBytes")];

        var page = Page([.. rows.Where(row => row.Name != missing).Select(row => Row(row.Value, row.Name))]);

        Check.Catches(missing, Violations(page, [typeof(Specimens), typeof(SpecimenOptions)]));
    }

    [Theory]
    [InlineData("| things | at most 3 | `Specimens.Gone` | no | refused |")]
    [InlineData("| things | at most 3 | no name | no | refused |")]
    [InlineData("| things | at most 3 | `Few.Things` | `SpecimenOptions.Gone` | refused |")]
    [InlineData("| things | at most 3 | `Few.Things` | no | `no-such-code` |")]
    [InlineData("| things | at most 3 | `Few.Things` | no |")]
    public void A_row_about_something_that_is_not_there_is_caught(string row) =>
        Check.Catches(PagePath + ":3", Violations(Page(row), [typeof(Few)]));

    [Fact]
    public void Every_limit_of_the_log_must_be_on_the_page() =>
        Assert.Contains("LogLimits.EventBytes", Wanted([.. Assemblies.OfSource.SelectMany(Assemblies.Written)]));

    [Fact]
    public void The_page_has_every_limit_as_the_code_has_it() => Check.Keeps(
        Violations(Repository.Read(PagePath), [.. Assemblies.OfSource.SelectMany(Assemblies.Written)]));

    private static SourceFile Page(params string[] rows) => new(PagePath, Heading + string.Join('\n', rows));

    private static string Row(string value, string name) => $"| things | {value} | `{name}` | no | refused |";

    private static IEnumerable<Violation> Violations(SourceFile page, IReadOnlyList<Type> types)
    {
        var named = new HashSet<string>();
        for (var index = 0; index < page.Lines.Length; index++)
        {
            var line = page.Lines[index];
            if (line.StartsWith('|') && !Heading.Contains(line + '\n', StringComparison.Ordinal))
            {
                var (name, fault) = Judge(line.Split('|', StringSplitOptions.TrimEntries), types);
                named.Add(name);
                if (fault is not null)
                {
                    yield return new Violation($"{page.Path}:{index + 1}", fault);
                }
            }
        }

        foreach (var missing in Wanted(types).Where(name => !named.Contains(name)))
        {
            yield return new Violation(missing, $"The limit is not in {page.Path}. Say what it is and what happens there.");
        }
    }

    /// <summary>The constant or option that a row is about, and what is wrong with the row.</summary>
    private static (string Name, string? Fault) Judge(string[] cells, IReadOnlyList<Type> types)
    {
        if (cells is not [_, _, var value, var code, var change, var happens, _] || !Named().IsMatch(code))
        {
            return ("", "The row is not: what, value, `Type.Name`, changed by, what happens.");
        }

        var name = code.Trim('`');
        var unknown = Named().Matches(change).Select(match => match.Value.Trim('`')).FirstOrDefault(option => ValueOf(option, types) is null);
        var gone = Code().Matches(happens).Select(match => match.Groups[1].Value).FirstOrDefault(one => !Repository.Paths.Contains($"docs/errors/{one}.md"));
        return (name, ValueOf(name, types) switch
        {
            null => $"There is no {name}, or more than one.",
            var real when !IsSame(value, real) => $"'{value}' is not {name}, which is {real}.",
            _ when unknown is not null => $"There is no option {unknown}.",
            _ when gone is not null => $"There is no error {gone}.",
            _ => null,
        });
    }

    private static bool IsSame(string text, object real)
    {
        var match = Figure().Match(text);
        if (!match.Success)
        {
            return false;
        }

        var unit = match.Groups[2].Value;
        var number = long.Parse(match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        return real is TimeSpan time
            ? IsTime(unit) && number * Units[unit] == time.Ticks
            : !IsTime(unit) && number * Units.GetValueOrDefault(unit, 1) == Convert.ToInt64(real, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static bool IsTime(string unit) => unit is "us" or "ms" or "s" or "day";

    /// <summary>A constant's value or an option's default; null when there is none of the name, or several.</summary>
    private static object? ValueOf(string name, IReadOnlyList<Type> types)
    {
        var parts = name.Split('.');
        return types.Where(type => NameOf(type) == parts[0]).ToList() is not [var owner] ? null
            : owner.GetField(parts[1], Constants) is { } field ? (field.IsLiteral ? field.GetRawConstantValue() : field.GetValue(null))
            : owner.GetProperty(parts[1], Properties) is { } option ? option.GetValue(Activator.CreateInstance(owner))
            : null;
    }

    /// <summary>What must be on the page: all of LogLimits, what is called the most of something, and the figures of public options.</summary>
    private static List<string> Wanted(IReadOnlyList<Type> types) =>
    [
        .. from type in types
           from field in type.GetFields(Constants)
           where field.IsLiteral || field.IsInitOnly
           where IsFigure(field.FieldType) && (type.Name == "LogLimits" || Most().IsMatch(field.Name))
           let name = $"{NameOf(type)}.{field.Name}"
           where !Encodings.Contains(name)
           select name,
        .. from type in types
           where type.IsPublic || type.IsNestedPublic
           where type.Name.EndsWith("Options", StringComparison.Ordinal)
           from option in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where IsFigure(option.PropertyType)
           select $"{type.Name}.{option.Name}",
    ];

    /// <summary>The name without the number of type parameters.</summary>
    private static string NameOf(Type type) => type.Name.Split('`')[0];

    private static bool IsFigure(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(TimeSpan);

    [GeneratedRegex(@"`[A-Z]\w+\.[A-Z]\w+`")]
    private static partial Regex Named();

    [GeneratedRegex("`([a-z]+(?:-[a-z]+)+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?:at most|at least|under|default|at) (\d[\d,]*)(?: (bytes|KiB|MiB|GiB|us|ms|s|day))?(?:$|,)")]
    private static partial Regex Figure();

    [GeneratedRegex("^(Max|Most|Greatest|Kept)[A-Z]")]
    private static partial Regex Most();

    private static class Specimens
    {
        public const int MostThings = 3_000;

        public static readonly TimeSpan MostWaiting = TimeSpan.FromDays(1);
    }

    private static class Few
    {
        public const int Things = 3;
    }

    public sealed record SpecimenOptions
    {
        public long RoomBytes { get; init; } = 5 * 1024 * 1024;
    }
}
