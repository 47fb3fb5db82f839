using System.CommandLine;
using System.Globalization;

namespace Daybook.Cli.Arguments;

/// <summary>Options that name an instant, or a point of the record.</summary>
internal static class Times
{
    private const string Forms = "Write an instant as 2026-01-31T15:00:00Z, 2026-01-31T15:00:00+01:00 or 2026-01-31 15:00 (UTC), a day as 2026-01-31 (its first moment, UTC), or how long ago as -90s, -15m, -2h or -7d.";

    private static readonly string[] Offsets = ["", "zzz", "'Z'"];

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        .. from separator in new[] { "'T'", "' '" }
           from time in new[] { "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF" }
           from offset in Offsets
           select $"yyyy-MM-dd{separator}{time}{offset}",
    ];

    public static Option<PointOfRecord?> AsOf() => new("--as-of")
    {
        Description = "Only what was recorded at or before an instant, or at or before a number: a revision of STREAM, without STREAM a position.",
        HelpName = "INSTANT or N",
        CustomParser = static result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return new PointOfRecord(number, null);
            }

            if (Parse(text, TimeProvider.System) is { } instant)
            {
                return new PointOfRecord(null, instant);
            }

            result.AddError($"--as-of takes an instant or a number, not '{text}'. {Forms}");
            return null;
        },
    };

    public static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "INSTANT",
        CustomParser = result =>
        {
            var instant = Parse(result.Tokens[0].Value, TimeProvider.System);
            if (instant is null)
            {
                result.AddError($"{name} takes an instant, not '{result.Tokens[0].Value}'. {Forms}");
            }

            return instant;
        },
    };

    /// <summary>The instant that a text means; null when it is none. Without an offset it is UTC.</summary>
    public static DateTimeOffset? Parse(string text, TimeProvider clock) =>
        text == "now" ? clock.GetUtcNow()
        : Ago(text) is { } ago ? Before(clock.GetUtcNow(), ago)
        : DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant
        : null;

    private static TimeSpan? Ago(string text)
    {
        if (text.Length < 3 || text[0] != '-' || !int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var many))
        {
            return null;
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(many),
            'm' => TimeSpan.FromMinutes(many),
            'h' => TimeSpan.FromHours(many),
            'd' => TimeSpan.FromDays(many),
            _ => null,
        };
    }

    private static DateTimeOffset? Before(DateTimeOffset now, TimeSpan ago) =>
        now - DateTimeOffset.MinValue > ago ? now - ago : null;
}
