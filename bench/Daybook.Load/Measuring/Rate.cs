namespace Daybook.Load.Measuring;

/// <summary>What one subject did in one phase, over all its turns.</summary>
/// <param name="PerSecond">Events a second; for the raw disk, writes a second.</param>
/// <param name="MedianMicroseconds">Half of the calls were done after this long; 0 when calls were not timed.</param>
/// <param name="P99Microseconds">Ninety-nine of a hundred calls were.</param>
/// <param name="CpuMicroseconds">Processor time of the whole process for each event.</param>
/// <param name="AllocatedBytes">Managed memory allocated for each event, by caller and engine together.</param>
internal sealed record Rate(
    double PerSecond, double MedianMicroseconds, double P99Microseconds, double CpuMicroseconds, double AllocatedBytes);
