namespace Daybook.Log.Index;

/// <summary>
/// Fingerprints of the last items that long streams have in the files, so that appending to a stream without an expected
/// revision again and again does not read them each time. All are forgotten when the files change. Thread-safe.
/// </summary>
internal sealed class RepeatWindows
{
    /// <summary>Fingerprints in all windows, at most: 4 MiB.</summary>
    private const int MaxFingerprints = 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long First, uint[] Fingerprints)> windows = new(StringComparer.Ordinal);
    private long filesUpTo;
    private int kept;

    /// <summary>The fingerprints from a revision to another, both inclusive; false when they are not kept.</summary>
    public bool TryFind(string stream, long upTo, (long First, long Last) revisions, out ReadOnlyMemory<uint> fingerprints)
    {
        lock (gate)
        {
            fingerprints = default;
            if (upTo != filesUpTo || !windows.TryGetValue(stream, out var window)
                || revisions.First < window.First || revisions.Last >= window.First + window.Fingerprints.Length)
            {
                return false;
            }

            fingerprints = window.Fingerprints.AsMemory((int)(revisions.First - window.First)..(int)(revisions.Last - window.First + 1));
            return true;
        }
    }

    /// <summary>Keeps fingerprints that begin with a revision, as of files that speak up to a position.</summary>
    public void Keep(string stream, long upTo, long first, uint[] fingerprints)
    {
        lock (gate)
        {
            if (upTo < filesUpTo)
            {
                return;
            }

            if (upTo > filesUpTo || kept + fingerprints.Length > MaxFingerprints)
            {
                windows.Clear();
                (filesUpTo, kept) = (upTo, 0);
            }

            kept += fingerprints.Length - (windows.TryGetValue(stream, out var before) ? before.Fingerprints.Length : 0);
            windows[stream] = (first, fingerprints);
        }
    }
}
