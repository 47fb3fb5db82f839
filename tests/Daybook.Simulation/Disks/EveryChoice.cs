namespace Daybook.Simulation.Disks;

/// <summary>
/// Walks through all combinations of decisions: the same code is run again and again, and each time the last decision that
/// still has another option takes it.
/// </summary>
internal sealed class EveryChoice : IChooser
{
    private readonly List<(int Chosen, int Options)> decisions = [];
    private int at;

    public int Next(int options)
    {
        if (at == decisions.Count)
        {
            decisions.Add((0, options));
        }

        return decisions[at++].Chosen;
    }

    /// <summary>Prepares the next combination; false after the last.</summary>
    public bool Advance()
    {
        at = 0;
        while (decisions.Count > 0)
        {
            var (chosen, options) = decisions[^1];
            decisions.RemoveAt(decisions.Count - 1);
            if (chosen + 1 < options)
            {
                decisions.Add((chosen + 1, options));
                return true;
            }
        }

        return false;
    }
}
