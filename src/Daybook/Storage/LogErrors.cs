using Daybook.Log;
using Daybook.Log.Disk;

namespace Daybook.Storage;

/// <summary>The one place where failures of the log become errors of the library.</summary>
internal static class LogErrors
{
    public static DaybookException Translate(LogException failure) => failure.Fault switch
    {
        LogFault.Damaged => new StoreDamagedException(failure.Message, failure.File ?? "", failure.Offset, failure),
        LogFault.Locked => new StoreLockedException(failure.Message, failure.OwnerProcessId, failure),
        _ => new StoreUnavailableException(CodeOf(failure.Fault), failure.Message, failure),
    };

    /// <summary>Runs something that works on a store's files, and gives its failures the library's types.</summary>
    public static T Translated<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (LogException failure)
        {
            throw Translate(failure);
        }
        catch (DiskException failure)
        {
            throw new StoreUnavailableException(ErrorCodes.StoreFailed, failure.Message, failure);
        }
    }

    private static string CodeOf(LogFault fault) => fault switch
    {
        LogFault.Full => ErrorCodes.StoreFull,
        LogFault.ReadOnly => ErrorCodes.StoreReadOnly,
        LogFault.NotFound => ErrorCodes.StoreNotFound,
        LogFault.NotALog => ErrorCodes.NotAStore,
        LogFault.UnknownFormat => ErrorCodes.FormatUnknown,
        LogFault.ClockLeapt => ErrorCodes.ClockLeapt,
        LogFault.Occupied => ErrorCodes.DestinationOccupied,
        LogFault.OtherRecord => ErrorCodes.BackupMismatch,
        LogFault.NoBackup => ErrorCodes.BackupNotFound,
        _ => ErrorCodes.StoreFailed,
    };
}
