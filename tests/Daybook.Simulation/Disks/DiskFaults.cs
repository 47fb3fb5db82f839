using Daybook.Log.Disk;

namespace Daybook.Simulation.Disks;

/// <summary>Which operations of a disk fail, and how.</summary>
internal sealed class DiskFaults
{
    private int count;
    private int reads;

    /// <summary>The operation that fails, counted from 1; 0 for none.</summary>
    public int At { get; init; }

    /// <summary>True when all later operations fail too.</summary>
    public bool Forever { get; init; }

    public DiskFault Kind { get; init; } = DiskFault.Other;

    /// <summary>True when a failing write leaves its first half behind.</summary>
    public bool IsShortWrite { get; init; }

    /// <summary>The one read that fails, counted from 1; 0 for none.</summary>
    public int ReadAt { get; init; }

    public bool HasStruck { get; private set; }

    public bool HasStruckRead { get; private set; }

    public bool StrikeRead()
    {
        var strikes = ++reads == ReadAt;
        HasStruckRead |= strikes;
        return strikes;
    }

    public DiskFault? Strike(string operation)
    {
        count++;
        if (At == 0 || count < At || (count > At && !Forever))
        {
            return null;
        }

        HasStruck = true;
        return operation == "flush" && Kind == DiskFault.Full ? DiskFault.Other : Kind;
    }
}
