namespace Daybook.Simulation.Disks;

/// <summary>The crash that keeps nothing it need not keep.</summary>
internal sealed class LosesAll : IChooser
{
    public int Next(int options) => 0;
}
