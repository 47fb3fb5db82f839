namespace Daybook.Simulation.Disks;

/// <summary>
/// The content of a file on two levels: what every process sees, and what is certain to survive a crash, with the writes that
/// lie between. Copies share arrays until one of them writes.
/// </summary>
internal sealed class SimulatedFile
{
    public const int SectorSize = 512;

    private readonly List<PendingWrite> pending = [];
    private byte[] seen = [];
    private byte[] durable = [];
    private bool ownsSeen;
    private bool hasLostPages;

    public SimulatedFile()
    {
    }

    public SimulatedFile(byte[] content)
    {
        seen = content;
        durable = content;
    }

    public long Length => seen.Length;

    public ReadOnlySpan<byte> Seen => seen;

    public int PendingSectors => pending.SelectMany(static write => write.Sectors()).Distinct().Count();

    public SimulatedFile Copy()
    {
        ownsSeen = false;
        var copy = new SimulatedFile { seen = seen, durable = durable, hasLostPages = hasLostPages };
        copy.pending.AddRange(pending);
        return copy;
    }

    public int Read(Span<byte> buffer, long offset)
    {
        var count = (int)Math.Clamp(seen.Length - offset, 0, buffer.Length);
        seen.AsSpan((int)Math.Min(offset, seen.Length), count).CopyTo(buffer);
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        pending.Add(new PendingWrite((int)offset, bytes.ToArray(), Math.Max(seen.Length, (int)offset + bytes.Length)));
        Resize(Math.Max(seen.Length, (int)offset + bytes.Length));
        bytes.CopyTo(seen.AsSpan((int)offset));
    }

    public void Truncate(int length)
    {
        pending.Add(new PendingWrite(0, [], length));
        Resize(length);
    }

    public void Flush()
    {
        if (hasLostPages)
        {
            durable = WithPendingSectors();
        }
        else
        {
            durable = seen;
            ownsSeen = false;
        }

        pending.Clear();
    }

    /// <summary>A direct write is durable, and the length with it.</summary>
    public void FlushDirect()
    {
        Assert.True(pending.Count == 1, "a direct write beside others that are not flushed: which comes last is not known");
        Flush();
    }

    /// <summary>
    /// A flush that fails: the pages are marked clean, so that what was pending is seen until a crash and then gone. A later
    /// flush that succeeds does not bring it back; only writing it again does.
    /// </summary>
    public void FailFlush()
    {
        hasLostPages |= pending.Count > 0;
        pending.Clear();
    }

    /// <summary>One content that the file may have after a crash.</summary>
    public SimulatedFile AfterCrash(IChooser chooser)
    {
        if (pending.Count == 0)
        {
            return new SimulatedFile(durable);
        }

        // The length and each sector are kept or lost on their own; a sector written several times may hold any of them.
        var lengths = pending.Select(static write => write.Length).Prepend(durable.Length).Distinct().ToArray();
        var length = lengths[chooser.Next(lengths.Length)];
        var content = new byte[length];
        durable.AsSpan(0, Math.Min(length, durable.Length)).CopyTo(content);
        foreach (var sector in pending.SelectMany(static write => write.Sectors()).Distinct().Order())
        {
            var writes = pending.Where(write => write.Sectors().Contains(sector)).ToArray();
            foreach (var write in writes[..chooser.Next(writes.Length + 1)])
            {
                write.ApplyTo(content, sector);
            }
        }

        return new SimulatedFile(content);
    }

    /// <summary>What a flush leaves on the disk when an earlier one had failed: only the sectors written since.</summary>
    private byte[] WithPendingSectors()
    {
        var content = new byte[seen.Length];
        durable.AsSpan(0, Math.Min(durable.Length, content.Length)).CopyTo(content);
        foreach (var sector in pending.SelectMany(static write => write.Sectors()).Distinct())
        {
            var first = Math.Min(sector * SectorSize, content.Length);
            seen.AsSpan(first, Math.Min(SectorSize, content.Length - first)).CopyTo(content.AsSpan(first));
        }

        return content;
    }

    private void Resize(int length)
    {
        if (!ownsSeen || length != seen.Length)
        {
            var copy = new byte[length];
            seen.AsSpan(0, Math.Min(length, seen.Length)).CopyTo(copy);
            seen = copy;
            ownsSeen = true;
        }
    }

    /// <summary>A write that is not flushed, and the length that the file has with it.</summary>
    private sealed record PendingWrite(int Start, byte[] Bytes, int Length)
    {
        public IEnumerable<int> Sectors() => Bytes.Length == 0
            ? []
            : Enumerable.Range(Start / SectorSize, ((Start + Bytes.Length - 1) / SectorSize) - (Start / SectorSize) + 1);

        public void ApplyTo(byte[] content, int sector)
        {
            var first = Math.Max(Start, sector * SectorSize);
            var last = Math.Min(Math.Min(Start + Bytes.Length, (sector + 1) * SectorSize), content.Length);
            if (first < last)
            {
                Bytes.AsSpan(first - Start, last - first).CopyTo(content.AsSpan(first));
            }
        }
    }
}
