namespace Daybook.Log.Disk;

/// <summary>Chooses the file layer of the system the process runs on.</summary>
internal static class NativeDisk
{
    public static IDisk ForThisSystem()
    {
        if (OperatingSystem.IsWindows())
        {
            return new WindowsDisk();
        }

        return new PosixDisk(OperatingSystem.IsMacOS() ? PosixConstants.MacOS : PosixConstants.Linux);
    }
}
