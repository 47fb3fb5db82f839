namespace Daybook.Log.Disk;

/// <summary>Gives failures of the runtime's own file calls the same type as those of our P/Invokes.</summary>
internal static class DiskErrors
{
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static void Guard(string operation, string path, Action action) =>
        Guard<object?>(operation, path, () =>
        {
            action();
            return null;
        });

    public static T Guard<T>(string operation, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception failure) when (failure is IOException and not DiskException or UnauthorizedAccessException)
        {
            throw new DiskException(FaultOf(failure), operation, path, failure.Message);
        }
    }

    private static DiskFault FaultOf(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => DiskFault.NotFound,
        UnauthorizedAccessException => DiskFault.Denied,
        { HResult: WindowsDiskFull or PosixConstants.NoSpace } => DiskFault.Full,
        { HResult: PosixConstants.ReadOnlyVolume } => DiskFault.Denied,
        _ => DiskFault.Other,
    };
}
