namespace Daybook.Log;

/// <summary>What an append believes of its stream's last revision.</summary>
internal readonly record struct Expected(ExpectedKind Kind, long Revision)
{
    /// <summary>Before the first event of a stream.</summary>
    public const long None = -1;

    public static Expected Any => new(ExpectedKind.Any, None);

    public static Expected NoStream => new(ExpectedKind.Exactly, None);

    public static Expected StreamExists => new(ExpectedKind.StreamExists, None);

    public static Expected At(long revision) => new(ExpectedKind.Exactly, revision);

    public bool Accepts(long actual) => Kind switch
    {
        ExpectedKind.Any => true,
        ExpectedKind.StreamExists => actual > None,
        _ => actual == Revision,
    };
}

internal enum ExpectedKind
{
    Any,
    StreamExists,
    Exactly,
}
