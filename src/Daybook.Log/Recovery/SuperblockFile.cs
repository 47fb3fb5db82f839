using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Recovery;

/// <summary>Reads and writes the two slots of the superblock.</summary>
internal static class SuperblockFile
{
    private const string Restore = "Restore the file from a backup of this store.";

    /// <summary>The slot that speaks, and what is wrong with the other one if anything; null when there is no superblock.</summary>
    /// <exception cref="LogException">Both slots are damaged, or the format is another.</exception>
    public static (Superblock Current, Finding? Damage)? Read(IDisk disk, LogPaths paths)
    {
        var bytes = disk.ReadUpTo(paths.Superblock, Superblock.FileSize + 1);
        if (bytes is null)
        {
            return null;
        }

        if (bytes.Length != Superblock.FileSize)
        {
            throw LogException.Damaged(
                LogFormat.SuperblockName, bytes.Length, $"the file should have {Superblock.FileSize} bytes", Restore);
        }

        var first = ReadSlot(bytes, 0);
        var second = ReadSlot(bytes, 1);
        if (first is null && second is null)
        {
            throw LogException.Damaged(LogFormat.SuperblockName, 0, "the checksums of both slots do not match", Restore);
        }

        if (first is { } left && second is { } right)
        {
            return (left.Generation > right.Generation ? left : right, null);
        }

        // Half a write of this slot is what a crash can leave behind, so the other slot decides; the next writer mends it.
        var damage = new Finding(
            LogFormat.SuperblockName,
            first is null ? 0 : Superblock.SlotSize,
            "the checksum of one of the two slots does not match",
            "Nothing is lost; opening the store for writing writes the slot again.");
        return (first ?? second!.Value, damage);
    }

    /// <summary>Makes the file, both slots filled, so that from then on each slot is either whole or damaged.</summary>
    public static void Create(IDisk disk, LogPaths paths, Superblock superblock)
    {
        var before = superblock with { Generation = superblock.Generation - 1 };
        var bytes = new byte[Superblock.FileSize];
        before.ToBytes().CopyTo(bytes, before.Slot * Superblock.SlotSize);
        superblock.ToBytes().CopyTo(bytes, superblock.Slot * Superblock.SlotSize);
        disk.CreateWhole(paths.Superblock, LogFormat.UnfinishedExtension, bytes);
    }

    /// <summary>Writes one slot and flushes it.</summary>
    public static void Write(IDiskFile file, Superblock superblock)
    {
        file.Write(superblock.ToBytes(), superblock.Slot * Superblock.SlotSize);
        file.Flush();
    }

    private static Superblock? ReadSlot(byte[] bytes, int slot)
    {
        if (!Superblock.TryParse(bytes.AsSpan(slot * Superblock.SlotSize), out var superblock, out var version))
        {
            return null;
        }

        return version == LogFormat.Version
            ? superblock
            : throw LogFormat.UnknownVersion(LogFormat.SuperblockName, version);
    }
}
