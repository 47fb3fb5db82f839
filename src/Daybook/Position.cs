using System.Globalization;

namespace Daybook;

/// <summary>
/// A place in the store. The first event has position 1; <see cref="Start"/> (0) is before all. Positions are unique, in
/// commit order, and nothing ever appears later at or below a position that was seen. Without gaps today, which is not promised.
/// </summary>
public readonly record struct Position : IComparable<Position>
{
    /// <summary>Makes a position.</summary>
    /// <param name="value">0 (before the first event) or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public Position(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Value = value;
    }

    /// <summary>Before the first event.</summary>
    public static Position Start => default;

    /// <summary>The position as a number, 0 or more.</summary>
    public long Value { get; }

    /// <inheritdoc/>
    public int CompareTo(Position other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>True when the left position is before the right one.</summary>
    public static bool operator <(Position left, Position right) => left.Value < right.Value;

    /// <summary>True when the left position is after the right one.</summary>
    public static bool operator >(Position left, Position right) => left.Value > right.Value;

    /// <summary>True when the left position is not after the right one.</summary>
    public static bool operator <=(Position left, Position right) => left.Value <= right.Value;

    /// <summary>True when the left position is not before the right one.</summary>
    public static bool operator >=(Position left, Position right) => left.Value >= right.Value;
}
