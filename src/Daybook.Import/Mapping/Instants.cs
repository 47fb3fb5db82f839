using System.Globalization;

namespace Daybook.Import.Mapping;

/// <summary>Reads instants. What is written without an offset gets the one that the map says, or UTC, never this machine's.</summary>
internal static class Instants
{
    private static readonly string[] Iso =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-ddK",
    ];

    /// <summary>The instant of an ISO 8601 text, with up to seven digits of a second; null when it is none.</summary>
    public static DateTimeOffset? Parse(string text, TimeSpan offset = default)
    {
        foreach (var format in Iso)
        {
            if (Parse(text, format, offset) is { } instant)
            {
                return instant;
            }
        }

        return null;
    }

    /// <summary>The instant of a text in a custom format of .NET; null when it is not written so.</summary>
    public static DateTimeOffset? Parse(string text, string format, TimeSpan offset)
    {
        var culture = CultureInfo.InvariantCulture;
        if (!DateTimeOffset.TryParseExact(text, format, culture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return null;
        }

        // Only the kind of a plain date tells whether the text had an offset of its own, which then wins.
        var hasOwn = offset == default
            || (DateTime.TryParseExact(text, format, culture, DateTimeStyles.RoundtripKind, out var plain)
                && plain.Kind != DateTimeKind.Unspecified);
        return hasOwn ? instant : Shifted(instant.Ticks, offset);
    }

    private static DateTimeOffset? Shifted(long ticks, TimeSpan offset)
    {
        var utcTicks = ticks - offset.Ticks;
        return utcTicks < DateTimeOffset.MinValue.Ticks || utcTicks > DateTimeOffset.MaxValue.Ticks
            ? null
            : new DateTimeOffset(ticks, offset);
    }
}
