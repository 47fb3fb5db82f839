namespace Daybook.Simulation.Worlds;

/// <summary>What happened in simulations, to show that they met what they are for.</summary>
internal sealed class BusyCounts
{
    private readonly long[] counts = new long[Enum.GetValues<Happening>().Length];

    public long this[Happening happening] => Interlocked.Read(ref counts[(int)happening]);

    public void Add(Happening happening, long count = 1) => Interlocked.Add(ref counts[(int)happening], count);

    public override string ToString() => string.Join(", ", Enum.GetValues<Happening>().Select(happening => $"{happening} {this[happening]}"));
}

internal enum Happening
{
    Seed,
    Round,
    Step,
    Group,
    Switch,
    PowerLoss,
    Kill,
    OrderlyClose,
    CloseAfterFailure,
    Fault,
    FailedOpening,
    CutOffOpening,
    Recorded,
    Repeated,
    Conflict,
    Partial,
    Cancelled,
    FailedAppend,
    RefusedAfterFailure,
    Read,
    ReadAfterFailure,
    FailedRead,
    Followed,
    SideImage,
}
