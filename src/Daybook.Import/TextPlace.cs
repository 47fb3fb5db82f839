namespace Daybook.Import;

/// <summary>A place in a text: line from 1, column from 1 or null for the whole line.</summary>
internal readonly record struct TextPlace(long Line, long? Column = null)
{
    public override string ToString() => Column is { } column ? $"Line {Line}, column {column}" : $"Line {Line}";
}
