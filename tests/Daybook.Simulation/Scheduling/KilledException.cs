namespace Daybook.Simulation.Scheduling;

/// <summary>Unwinds an actor whose simulated process is gone. Nothing it does from here on reaches the disk.</summary>
internal sealed class KilledException() : Exception("The simulated process was killed.");
