using Daybook.Log;
using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.Recovery;
using Daybook.Storage;

namespace Daybook;

/// <summary>Verification of a store's files.</summary>
public static class StoreVerification
{
    /// <summary>
    /// Reads every file of a store and checks every checksum, the order of positions, times and revisions, and that nothing
    /// is missing. Writes nothing and takes no lock; may run beside a writer. Scanning ends at the first damage in the log.
    /// </summary>
    /// <param name="path">The store's directory.</param>
    /// <param name="depth">How thoroughly.</param>
    /// <param name="progress">Told how many events have been checked; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Stops the verification.</param>
    /// <exception cref="StoreUnavailableException">There is no store, or its format is not known.</exception>
    public static Task<VerifyReport> VerifyAsync(
        string path, VerifyDepth depth = VerifyDepth.Checksums, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Task.Run(() => Verify(path, depth, progress, cancellationToken), cancellationToken);
    }

    private static VerifyReport Verify(string path, VerifyDepth depth, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var verifier = new LogVerifier(new LogPaths(path), NativeDisk.ForThisSystem()) { IsFull = depth == VerifyDepth.Digests };
        try
        {
            verifier.Run(events => progress?.Report(events), cancellationToken);
        }
        catch (LogException failure)
        {
            throw LogErrors.Translate(failure);
        }
        catch (DiskException failure)
        {
            throw new StoreUnavailableException(ErrorCodes.StoreFailed, failure.Message, failure);
        }

        return new VerifyReport(
            verifier.LastPosition,
            verifier.Streams,
            [.. verifier.Findings.Select(static found => LogStorage.ToFinding(found.Finding, found.IsDamage))])
        {
            Digest = LogItems.ToDigest(verifier.Digest),
        };
    }
}
