using Daybook.Log.Digests;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Index;

namespace Daybook.Log.Recovery;

/// <summary>
/// Reads all files of a log and says what is wrong with them. Takes no lock and writes nothing, so it may run beside a writer:
/// of a log that is not closed it demands what is vouched for, and takes what follows for a write under way.
/// </summary>
internal sealed class LogVerifier(LogPaths paths, IDisk disk)
{
    private readonly List<(Finding Finding, bool IsDamage)> findings = [];

    /// <summary>Whether every event is also held to its digest, which finds what was changed together with its checksum.</summary>
    public bool IsFull { get; init; }

    /// <summary>Whether the index files are passed over, as if there were none.</summary>
    public bool IgnoresIndex { get; init; }

    /// <summary>Whether the files of digests are passed over; the superblock's digest is still compared.</summary>
    public bool IgnoresDigestFiles { get; init; }

    public IReadOnlyList<(Finding Finding, bool IsDamage)> Findings => findings;

    /// <summary>True when an event is not the one that was recorded, although every checksum matches.</summary>
    public bool HasDiffered { get; private set; }

    /// <summary>The last position that something says was durable; 0 when nothing could be read that does.</summary>
    public long Vouched { get; private set; }

    /// <summary>The last position that was found in order.</summary>
    public long LastPosition { get; private set; }

    public long Streams { get; private set; }

    /// <summary>The digest of all events, when each was held to its own; null otherwise and for an empty log.</summary>
    public DigestMark? Digest { get; private set; }

    public void Run(Action<long> progress, CancellationToken cancellationToken)
    {
        if (!disk.DirectoryExists(paths.Root) || !disk.FileExists(paths.Superblock))
        {
            throw new LogException(LogFault.NotFound, $"There is no store at {paths.Root}.");
        }

        try
        {
            var (superblock, damage) = SuperblockFile.Read(disk, paths)!.Value;
            if (damage is not null)
            {
                findings.Add((damage, true));
            }

            VerifySegments(superblock, HeadOf(superblock), progress, cancellationToken);
        }
        catch (LogException failure) when (failure.Fault == LogFault.Damaged)
        {
            findings.Add((new Finding(failure.File ?? "", failure.Offset, failure.Message, ""), true));
        }
    }

    private long HeadOf(Superblock superblock)
    {
        try
        {
            return HeadFile.Read(disk, paths, superblock.LogId)?.DurablePosition ?? 0;
        }
        catch (LogException failure) when (failure.Fault == LogFault.Damaged)
        {
            findings.Add((new Finding(failure.File!, failure.Offset, failure.Message, ""), true));
            return 0;
        }
    }

    /// <summary>
    /// Loads until nothing moves any more: beside a writer, what looks torn may be a write that is seen in part, with later
    /// ones already behind it.
    /// </summary>
    private static (Finding Finding, bool IsDamage)? LoadToTheEnd(
        LogLoader loader, long vouched, Action<long> progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            loader.LoadAll(progress, cancellationToken);
            var reached = loader.NextPosition;
            var tail = loader.TailFinding(vouched, cancellationToken);
            if (tail is null)
            {
                return null;
            }

            loader.LoadAll(progress, cancellationToken);
            if (loader.NextPosition == reached)
            {
                return tail;
            }
        }
    }

    private void VerifySegments(Superblock superblock, long head, Action<long> progress, CancellationToken cancellationToken)
    {
        var (files, unusable) = IgnoresIndex ? ([], []) : new IndexDirectory(disk, paths, superblock.LogId).Open();
        findings.AddRange(unusable.Select(static failure => (new Finding(failure.File!, failure.Offset, failure.Message, ""), true)));
        var check = new IndexCheck(files);
        using var index = new LogIndex(superblock.LogId, files, int.MaxValue, check.UpTo + 1);
        using var digests = new DigestCheck(disk, paths, superblock, finding => findings.Add((finding, true)));
        if (!IgnoresDigestFiles)
        {
            digests.CheckFiles();
        }

        using var loader = new LogLoader(disk, paths, superblock.LogId, index) { Seen = IsFull ? digests.Add : null, Check = check };
        try
        {
            var vouched = Vouched = Math.Max(check.UpTo, Math.Max(superblock.DurablePosition, head));
            void Loaded(long position)
            {
                if (position == check.UpTo)
                {
                    check.Finish(cancellationToken);
                }

                progress(position);
            }

            var tail = LoadToTheEnd(loader, vouched, Loaded, cancellationToken);
            if (tail is { } found)
            {
                findings.Add((found.Finding, found.IsDamage));
            }

            if (tail is not { IsDamage: true })
            {
                digests.CheckEnd(loader.NextPosition - 1);
            }

            if (tail is not { IsDamage: true } && CleanClose.Objection(superblock, loader) is { } objection)
            {
                findings.Add((objection, true));
            }
        }
        finally
        {
            LastPosition = loader.NextPosition - 1;
            Digest = digests.Reached;
            HasDiffered = digests.HasDiffered;
            using var layers = index.Hold();
            Streams = layers.Files.Sum(static file => file.StreamsBegun) + layers.Parts.Sum(static part => part.CountBegunUpTo(long.MaxValue));
        }
    }
}
