namespace Daybook.Log.Disk;

/// <summary>What a failed file operation means for a log that is not written to at that moment.</summary>
internal static class LogFaults
{
    public static LogException Of(DiskException failure, string root) => failure.Fault switch
    {
        DiskFault.Denied => new LogException(LogFault.ReadOnly, $"{root} cannot be written to: {failure.Message}. Open the store read-only, or allow this user to write there.", failure),
        DiskFault.Full => new LogException(LogFault.Full, $"The volume of {root} is full: {failure.Message}. Make room and open the store again.", failure),
        DiskFault.NotFound => new LogException(LogFault.NotFound, $"There is no store at {root}: {failure.Message}.", failure),
        _ => new LogException(LogFault.Failed, $"{failure.Message}. Close the store, mend the cause and open it again.", failure),
    };
}
