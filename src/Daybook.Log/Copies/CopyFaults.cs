using Daybook.Log.Disk;

namespace Daybook.Log.Copies;

/// <summary>What a failed file operation means for a copy that is being made.</summary>
internal static class CopyFaults
{
    private const string Again = "What was there before is as it was. Run the same command again; it clears what this one has left.";

    public static LogException Of(DiskException failure, string destination) => failure.Fault switch
    {
        DiskFault.Denied => new LogException(LogFault.ReadOnly, $"A file could not be reached: {failure.Message}. {Again}", failure),
        DiskFault.Full => new LogException(LogFault.Full, $"The volume of {destination} is full: {failure.Message}. {Again}", failure),
        _ => new LogException(LogFault.Failed, $"{failure.Message}. {Again}", failure),
    };
}
