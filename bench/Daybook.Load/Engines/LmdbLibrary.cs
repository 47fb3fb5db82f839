using System.Runtime.InteropServices;
using LightningDB;

namespace Daybook.Load.Engines;

/// <summary>
/// Takes the system's LMDB (Debian: liblmdb0) where there is one: the library inside the package wants a newer C library
/// than Debian 12 has.
/// </summary>
internal static class LmdbLibrary
{
    private static readonly Lazy<bool> Preferred = new(static () =>
    {
        NativeLibrary.SetDllImportResolver(typeof(LightningEnvironment).Assembly, static (name, assembly, path) =>
            name.Contains("lmdb", StringComparison.Ordinal) && NativeLibrary.TryLoad("liblmdb.so.0", out var library)
                ? library
                : IntPtr.Zero);
        return true;
    });

    public static void PreferTheSystems() => _ = Preferred.Value;
}
