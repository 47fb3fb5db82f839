namespace Daybook.Simulation.Disks;

/// <summary>Where a simulated crash takes its decisions from.</summary>
internal interface IChooser
{
    /// <summary>A number from 0 to <paramref name="options"/> - 1.</summary>
    int Next(int options);
}
