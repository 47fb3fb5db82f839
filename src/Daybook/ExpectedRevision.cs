namespace Daybook;

/// <summary>
/// What an appender believes of a stream, checked in the same step as the append: <see cref="Any"/>, <see cref="NoStream"/>,
/// <see cref="StreamExists"/> or <see cref="At(Daybook.Revision)"/>. Also called expected version elsewhere. The default value is <see cref="Any"/>.
/// </summary>
public readonly record struct ExpectedRevision
{
    private readonly Kind kind;
    private readonly Revision revision;

    private ExpectedRevision(Kind kind, Revision revision = default)
    {
        this.kind = kind;
        this.revision = revision;
    }

    private enum Kind
    {
        Any,
        NoStream,
        StreamExists,
        At,
    }

    /// <summary>No belief: the append never conflicts. Repetitions are found within the stream's last 1,000 events.</summary>
    public static ExpectedRevision Any => default;

    /// <summary>The stream has no events yet.</summary>
    public static ExpectedRevision NoStream => new(Kind.NoStream);

    /// <summary>The stream has at least one event. Repetitions are found as with <see cref="Any"/>.</summary>
    public static ExpectedRevision StreamExists => new(Kind.StreamExists);

    /// <summary>The stream's last event has this revision.</summary>
    /// <param name="revision">The revision at which the appender read the stream.</param>
    public static ExpectedRevision At(Revision revision) => new(Kind.At, revision);

    /// <summary>The stream's last event has this revision.</summary>
    /// <param name="revision">The revision at which the appender read the stream, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The revision is negative; for a stream without events say <see cref="NoStream"/>.</exception>
    public static ExpectedRevision At(long revision) => new(Kind.At, new Revision(revision));

    /// <summary>The stream is as it was read: at that revision, or without events for null.</summary>
    /// <param name="revision">The last revision that was read; null when there was no event.</param>
    public static ExpectedRevision AsRead(Revision? revision) => revision is { } last ? At(last) : NoStream;

    /// <summary>Any, NoStream, StreamExists or At(n).</summary>
    public override string ToString() => kind == Kind.At ? $"At({revision})" : kind.ToString();

    internal T Match<T>(Func<T> any, Func<T> noStream, Func<T> streamExists, Func<Revision, T> at) => kind switch
    {
        Kind.Any => any(),
        Kind.NoStream => noStream(),
        Kind.StreamExists => streamExists(),
        _ => at(revision),
    };

    internal string Words() => Match(
        static () => "in any state",
        static () => "not to exist",
        static () => "to exist",
        static revision => $"at revision {revision}");
}
