using Daybook.Log;

namespace Daybook;

/// <summary>
/// Names a stream: the events of one unit of consistency, such as <c>account-42</c>. What stands before the first hyphen is the category.
/// Compared byte by byte; 1 to 512 bytes in UTF-8, without control characters and lone surrogates.
/// </summary>
public readonly record struct StreamName
{
    /// <summary>Makes a stream name.</summary>
    /// <param name="value">The name; 1 to 512 bytes in UTF-8.</param>
    /// <exception cref="InvalidInputException">The name is empty, too long, or has characters that are not allowed.</exception>
    public StreamName(string value) => Text = NameRules.Check(value, "A stream name", LogLimits.StreamNameBytes);

    private string? Text { get; init; }

    /// <summary>The name as text.</summary>
    /// <exception cref="InvalidInputException">This is <c>default</c>, which names nothing.</exception>
    public string Value => Text ?? NameRules.Check(Text, "A stream name", LogLimits.StreamNameBytes);

    /// <summary>What stands before the first hyphen; the whole name when it has none or begins with one.</summary>
    public string Category => Categories.Of(Value).ToString();

    /// <summary>The name as text; empty for <c>default</c>.</summary>
    public override string ToString() => Text ?? "";

    /// <summary>Makes a stream name of a text.</summary>
    /// <param name="value">The name; 1 to 512 bytes in UTF-8.</param>
    public static implicit operator StreamName(string value) => new(value);

    /// <summary>Makes a stream name of a text; the same as the conversion.</summary>
    /// <param name="value">The name; 1 to 512 bytes in UTF-8.</param>
    public static StreamName FromString(string value) => new(value);

    /// <summary>A name that was checked before it was recorded.</summary>
    internal static StreamName Recorded(string value) => new() { Text = value };
}
