namespace Daybook.Import.Mapping;

/// <summary>Where an event's time stands and how it is written; without a format it is ISO 8601.</summary>
internal sealed record TimeMap(string Column, string? Format, TimeSpan Offset)
{
    /// <summary>The instant of a text; null when it is not written so.</summary>
    public DateTimeOffset? Parse(string text) =>
        Format is null ? Instants.Parse(text, Offset) : Instants.Parse(text, Format, Offset);
}
