using Daybook.Log;

namespace Daybook;

/// <summary>
/// The stored name of a kind of event, such as <c>deposited</c>. It is what is on disk, never a type name of the program.
/// Compared byte by byte; 1 to 256 bytes in UTF-8, without control characters and lone surrogates.
/// </summary>
public readonly record struct EventName
{
    /// <summary>Makes a event name.</summary>
    /// <param name="value">The name; 1 to 256 bytes in UTF-8.</param>
    /// <exception cref="InvalidInputException">The name is empty, too long, or has characters that are not allowed.</exception>
    public EventName(string value) => Text = NameRules.Check(value, "An event name", LogLimits.EventNameBytes);

    private string? Text { get; init; }

    /// <summary>The name as text.</summary>
    /// <exception cref="InvalidInputException">This is <c>default</c>, which names nothing.</exception>
    public string Value => Text ?? NameRules.Check(Text, "An event name", LogLimits.EventNameBytes);

    /// <summary>The name as text; empty for <c>default</c>.</summary>
    public override string ToString() => Text ?? "";

    /// <summary>Makes a event name of a text.</summary>
    /// <param name="value">The name; 1 to 256 bytes in UTF-8.</param>
    public static implicit operator EventName(string value) => new(value);

    /// <summary>Makes a event name of a text; the same as the conversion.</summary>
    /// <param name="value">The name; 1 to 256 bytes in UTF-8.</param>
    public static EventName FromString(string value) => new(value);

    /// <summary>A name that was checked before it was recorded.</summary>
    internal static EventName Recorded(string value) => new() { Text = value };
}
