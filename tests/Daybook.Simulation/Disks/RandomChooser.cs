namespace Daybook.Simulation.Disks;

/// <summary>Decides by chance, leaning to the ends: all kept and all lost are the crashes that happen.</summary>
internal sealed class RandomChooser(Random random) : IChooser
{
    public int Next(int options) => random.Next(4) switch
    {
        0 => 0,
        1 => options - 1,
        _ => random.Next(options),
    };
}
