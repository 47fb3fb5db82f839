using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Recovery;

namespace Daybook.Log.Repair;

/// <summary>
/// Finds everything that is wrong with a log, and what could be done. It reads as verification does, and again without the derived
/// files when these stand in the way. Writes nothing.
/// </summary>
internal sealed class Examination(LogPaths paths, IDisk disk)
{
    private readonly List<Finding> derived = [];

    public RepairPlan Run(Action<long> progress, CancellationToken cancellationToken)
    {
        var (ignoresIndex, ignoresDigests) = (false, false);
        while (true)
        {
            var verifier = new LogVerifier(paths, disk) { IsFull = true, IgnoresIndex = ignoresIndex, IgnoresDigestFiles = ignoresDigests };
            verifier.Run(progress, cancellationToken);
            var found = verifier.Findings.Where(static one => one.IsDamage).Select(static one => one.Finding).ToArray();
            var (inIndex, inDigests) = (found.Where(IsIndex).ToArray(), found.Where(IsDigests).ToArray());
            if ((inIndex.Length == 0 || ignoresIndex) && (inDigests.Length == 0 || ignoresDigests || verifier.HasDiffered))
            {
                return PlanOf(verifier);
            }

            derived.AddRange(inIndex.Concat(verifier.HasDiffered ? [] : inDigests).Where(one => !derived.Contains(one)));
            ignoresIndex |= inIndex.Length > 0;
            ignoresDigests |= inDigests.Length > 0 && !verifier.HasDiffered;
        }
    }

    private static bool IsIndex(Finding finding) => finding.File.StartsWith(LogFormat.IndexDirectory + "/", StringComparison.Ordinal);

    private static bool IsDigests(Finding finding) =>
        finding.File == LogFormat.ManifestName || finding.File.EndsWith(LogPaths.DigestExtension, StringComparison.Ordinal);

    private RepairPlan PlanOf(LogVerifier verifier)
    {
        var segments = LogCatalog.Segments(disk, paths);
        var kept = verifier.LastPosition;
        var findings = derived.ConvertAll(static one => (one, RepairAction.Rebuild));
        foreach (var (finding, isDamage) in verifier.Findings)
        {
            findings.Add((finding, isDamage ? ActionFor(finding, verifier, segments) : RepairAction.Opening));
        }

        var isInMiddle = findings.Exists(static one => one.Item2 == RepairAction.Cut) && segments.Count > 0 && segments[^1] > kept + 1;
        var recorded = Math.Max(verifier.Vouched, isInMiddle ? segments[^1] - 1 : 0);
        return new RepairPlan
        {
            Findings = findings,
            Kept = kept,
            Recorded = Math.Max(kept, recorded),
            Digest = verifier.Digest is { } digest && digest.Position == kept ? digest : null,
            IsInMiddle = isInMiddle,
        };
    }

    private RepairAction ActionFor(Finding finding, LogVerifier verifier, List<long> segments) => finding.File switch
    {
        // A digest that does not fit tells that somebody changed events; making it fit would hide that.
        _ when verifier.HasDiffered => RepairAction.None,
        LogFormat.SuperblockName => SuperblockAction(),
        LogFormat.HeadName => RepairAction.Rebuild,
        _ when segments.Count == 0 || verifier.LastPosition == 0 => RepairAction.None,
        _ => RepairAction.Cut,
    };

    /// <summary>One slot is written again by the next opening; both together have the log's id, which nothing else vouches for.</summary>
    private RepairAction SuperblockAction()
    {
        try
        {
            return SuperblockFile.Read(disk, paths) is null ? RepairAction.None : RepairAction.Opening;
        }
        catch (LogException both) when (both.Fault == LogFault.Damaged)
        {
            return RepairAction.None;
        }
    }
}
