using System.Globalization;

namespace Daybook;

/// <summary>
/// A place in a stream. The first event has revision 0, the next 1, without gaps. Also called version elsewhere; a
/// "revision at which I read" is what <see cref="ExpectedRevision.At(Daybook.Revision)"/> takes.
/// </summary>
public readonly record struct Revision : IComparable<Revision>
{
    /// <summary>Makes a revision.</summary>
    /// <param name="value">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public Revision(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Value = value;
    }

    /// <summary>The revision of a stream's first event, 0.</summary>
    public static Revision First => default;

    /// <summary>The revision as a number, 0 or more.</summary>
    public long Value { get; }

    /// <inheritdoc/>
    public int CompareTo(Revision other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>True when the left revision is before the right one.</summary>
    public static bool operator <(Revision left, Revision right) => left.Value < right.Value;

    /// <summary>True when the left revision is after the right one.</summary>
    public static bool operator >(Revision left, Revision right) => left.Value > right.Value;

    /// <summary>True when the left revision is not after the right one.</summary>
    public static bool operator <=(Revision left, Revision right) => left.Value <= right.Value;

    /// <summary>True when the left revision is not before the right one.</summary>
    public static bool operator >=(Revision left, Revision right) => left.Value >= right.Value;
}
