namespace Daybook;

/// <summary>
/// A point of the record: everything at or before an instant, a position or a revision, which is always a prefix. Instants
/// are compared with <see cref="RecordedEvent.RecordedAt"/>, inclusive; revisions mean those of the stream that is read.
/// </summary>
public readonly record struct AsOf
{
    private AsOf(DateTimeOffset? instant, Position? position, Revision? revision)
    {
        InstantOrNull = instant;
        PositionOrNull = position;
        RevisionOrNull = revision;
    }

    internal DateTimeOffset? InstantOrNull { get; }

    internal Position? PositionOrNull { get; }

    internal Revision? RevisionOrNull { get; }

    /// <summary>What was recorded at or before an instant.</summary>
    /// <param name="instant">The instant, inclusive.</param>
    public static AsOf Instant(DateTimeOffset instant) => new(instant, null, null);

    /// <summary>What stands at or before a position.</summary>
    /// <param name="position">The position, inclusive; 0 for nothing.</param>
    public static AsOf Position(Position position) => new(null, position, null);

    /// <summary>What stands at or before a revision of the stream that is read.</summary>
    /// <param name="revision">The revision, inclusive.</param>
    public static AsOf Revision(Revision revision) => new(null, null, revision);

    /// <summary>The same as <see cref="Instant"/>.</summary>
    /// <param name="instant">The instant, inclusive.</param>
    public static implicit operator AsOf(DateTimeOffset instant) => Instant(instant);

    /// <summary>The same as <see cref="Position(Daybook.Position)"/>.</summary>
    /// <param name="position">The position, inclusive.</param>
    public static implicit operator AsOf(Position position) => Position(position);

    /// <summary>The same as <see cref="Revision(Daybook.Revision)"/>.</summary>
    /// <param name="revision">The revision, inclusive.</param>
    public static implicit operator AsOf(Revision revision) => Revision(revision);
}
