using Daybook.Log.IndexFiles;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Index;

/// <summary>Ids that are looked for by their fingerprints: few one after the other, which takes all lanes of the processor, many in a set.</summary>
internal readonly ref struct WantedIds
{
    private const int Few = 8;

    private readonly ReadOnlySpan<Guid> ids;
    private readonly HashSet<uint>? many;

    public WantedIds(ReadOnlySpan<Guid> ids)
    {
        this.ids = ids;
        if (ids.Length > Few)
        {
            many = new HashSet<uint>(ids.Length);
            foreach (var id in ids)
            {
                many.Add(Fingerprint.Of(id));
            }
        }
    }

    /// <summary>False when none is among a run's items from a revision to another, both inclusive; true is no answer yet.</summary>
    public bool MayBeIn(in StreamRun run, (long First, long Last) revisions)
    {
        if (many is not null)
        {
            return true;
        }

        foreach (var id in ids)
        {
            if (run.MayHold(Fingerprint.Of(id), revisions))
            {
                return true;
            }
        }

        return false;
    }

    public bool AnyIn(ReadOnlySpan<uint> fingerprints) => many is null ? AnyOfFew(fingerprints) : AnyOfMany(fingerprints, many);

    private static bool AnyOfMany(ReadOnlySpan<uint> fingerprints, HashSet<uint> wanted)
    {
        foreach (var fingerprint in fingerprints)
        {
            if (wanted.Contains(fingerprint))
            {
                return true;
            }
        }

        return false;
    }

    private bool AnyOfFew(ReadOnlySpan<uint> fingerprints)
    {
        foreach (var id in ids)
        {
            if (fingerprints.Contains(Fingerprint.Of(id)))
            {
                return true;
            }
        }

        return false;
    }
}
