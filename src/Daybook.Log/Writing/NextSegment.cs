using Daybook.Log.Disk;
using Daybook.Log.Format;

namespace Daybook.Log.Writing;

/// <summary>
/// A file of zeros, made in the background while a segment fills, that becomes the next segment: appends then find room there
/// and no commit has to make it. It has an unfinished file's name until it is taken, so a crash leaves nothing but a file that the next
/// opening removes. One caller makes while another takes.
/// </summary>
internal sealed class NextSegment(LogPaths paths, LogOptions options)
{
    /// <summary>Zeros at the most, bytes; what a larger segment needs beyond is made when it gets there.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>The volume must have so many times the size free, or nothing is made: what is left is for appends.</summary>
    private const int LeastShareFree = 8;

    /// <summary>Zeros in one write, bytes: a commit that comes meanwhile waits for one of them at most.</summary>
    private const int PieceBytes = 256 * 1024;

    private const int None = 0;
    private const int Making = 1;
    private const int Ready = 2;
    private const int NotThisTime = 3;

    private static readonly Lazy<AlignedBuffer> Zeros = new(static () => new AlignedBuffer(PieceBytes));

    private int state;

    private string FilePath => paths.Segments + Path.DirectorySeparatorChar + LogFormat.NextSegmentName;

    private long SizeBytes => Math.Min(options.SegmentSizeBytes, MostBytes) / IDisk.DirectAlignment * IDisk.DirectAlignment;

    /// <summary>True until it has been tried for this segment.</summary>
    public bool IsMissing => Volatile.Read(ref state) == None;

    /// <summary>Makes the file, unless the volume has too little room for it. What fails is a write like any other.</summary>
    public void Make(FlushMode mode, CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref state, Making, None) != None)
        {
            return;
        }

        var isMade = false;
        try
        {
            if (options.Disk.FreeBytes(paths.Segments) / LeastShareFree >= SizeBytes)
            {
                Fill(mode, cancellationToken);
                isMade = true;
            }
        }
        catch (Exception cause) when (cause is OperationCanceledException
            or DiskException { Fault: DiskFault.Full or DiskFault.Unsupported } or DiskException { IsOfReading: true })
        {
            // Nothing rests on it: the segment begins small and grows, as the first does.
            options.Disk.Delete(FilePath);
        }
        finally
        {
            Volatile.Write(ref state, isMade ? Ready : NotThisTime);
        }
    }

    /// <summary>Makes it the segment of a header, durably, and answers where its room ends; false when there is none, and then it is made as any file.</summary>
    public bool TryTake(SegmentHeader header, out long roomEnd)
    {
        roomEnd = SizeBytes;
        if (Interlocked.CompareExchange(ref state, None, Ready) != Ready)
        {
            // What was not made in time, or for which there was no room, is tried again for the next.
            Interlocked.CompareExchange(ref state, None, NotThisTime);
            return false;
        }

        using (var file = options.Disk.Open(FilePath, DiskAccess.ReadWrite))
        {
            file.Write(header.ToBytes(), 0);
            file.Flush();
        }

        options.Disk.Rename(FilePath, paths.Segment(header.FirstPosition));
        options.Disk.SyncDirectory(paths.Segments);
        return true;
    }

    /// <summary>Removes what was made and not taken. Nobody makes it any more.</summary>
    public void Remove()
    {
        if (Interlocked.Exchange(ref state, NotThisTime) == Ready)
        {
            options.Disk.Delete(FilePath);
        }
    }

    private void Fill(FlushMode mode, CancellationToken cancellationToken)
    {
        using var created = options.Disk.Create(FilePath);
        using var direct = mode == FlushMode.Direct ? options.Disk.OpenDirect(FilePath) : null;
        for (var at = 0L; at < SizeBytes; at += PieceBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (direct ?? created).Write(Zeros.Value.Bytes[..(int)Math.Min(PieceBytes, SizeBytes - at)], at);
        }

        created.Flush();
    }
}
