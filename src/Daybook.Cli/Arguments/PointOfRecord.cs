namespace Daybook.Cli.Arguments;

/// <summary>What <c>--as-of</c> names: a number or an instant, one of the two.</summary>
internal sealed record PointOfRecord(long? Number, DateTimeOffset? Instant)
{
    public AsOf OfStream() => Number is { } revision ? AsOf.Revision(new Revision(revision)) : AsOf.Instant(Instant!.Value);
}
