namespace Daybook.Load.Measuring;

/// <summary>Two runs at once would measure each other.</summary>
internal static class BenchLock
{
    /// <summary>Held until disposed; null while another run has it.</summary>
    public static IDisposable? TryTake()
    {
        try
        {
            return new FileStream(Path.Combine(Path.GetTempPath(), "daybook-load.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
