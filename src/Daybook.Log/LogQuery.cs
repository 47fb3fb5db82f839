namespace Daybook.Log;

/// <summary>Chooses items: those that match any part; all items when there are no parts. Checked by the caller.</summary>
internal sealed record LogQuery(LogQueryPart[] Parts)
{
    public static LogQuery All { get; } = new([]);
}

/// <summary>
/// Matches an item of the category (null for any), with one of the names (none for any) and with all of the tags. At least
/// one of the three is given.
/// </summary>
internal sealed record LogQueryPart(string? Category, string[] Names, string[] Tags);
