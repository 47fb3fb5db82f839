using Daybook.Log;

namespace Daybook;

/// <summary>
/// Marks an event with something it is about besides its stream, such as <c>customer:7</c>.
/// Compared byte by byte; 1 to 256 bytes in UTF-8, without control characters and lone surrogates.
/// </summary>
public readonly record struct Tag
{
    /// <summary>Makes a tag.</summary>
    /// <param name="value">The name; 1 to 256 bytes in UTF-8.</param>
    /// <exception cref="InvalidInputException">The name is empty, too long, or has characters that are not allowed.</exception>
    public Tag(string value) => Text = NameRules.Check(value, "A tag", LogLimits.TagBytes);

    private string? Text { get; init; }

    /// <summary>The name as text.</summary>
    /// <exception cref="InvalidInputException">This is <c>default</c>, which names nothing.</exception>
    public string Value => Text ?? NameRules.Check(Text, "A tag", LogLimits.TagBytes);

    /// <summary>The name as text; empty for <c>default</c>.</summary>
    public override string ToString() => Text ?? "";

    /// <summary>Makes a tag of a text.</summary>
    /// <param name="value">The name; 1 to 256 bytes in UTF-8.</param>
    public static implicit operator Tag(string value) => new(value);

    /// <summary>Makes a tag of a text; the same as the conversion.</summary>
    /// <param name="value">The name; 1 to 256 bytes in UTF-8.</param>
    public static Tag FromString(string value) => new(value);

    /// <summary>A name that was checked before it was recorded.</summary>
    internal static Tag Recorded(string value) => new() { Text = value };
}
