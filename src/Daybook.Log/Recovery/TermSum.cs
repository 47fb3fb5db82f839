using System.Numerics;

namespace Daybook.Log.Recovery;

/// <summary>
/// A sum over what terms say of events, whatever the order: two sets of such sayings are taken for the same when their sums are.
/// Each saying counts with 128 bits that look random (the finalizer of SplitMix64, applied three times). It finds accidents, not
/// somebody who wants to deceive; index files prove nothing.
/// </summary>
internal struct TermSum
{
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private ulong low;
    private ulong high;
    private long count;

    /// <summary>Adds that an event is of a term.</summary>
    /// <param name="term">The hash of the term's key.</param>
    /// <param name="position">The event's position.</param>
    /// <param name="revision">Its revision when the term is a stream, otherwise <see cref="Expected.None"/>.</param>
    /// <param name="fingerprint">That of its id when the term is a stream, otherwise 0.</param>
    public void Add(ulong term, long position, long revision, uint fingerprint)
    {
        var first = Mix(term + ((ulong)position * Step));
        var second = Mix(first + ((ulong)revision * Step) + BitOperations.RotateLeft((ulong)fingerprint, 32));
        low += second;
        high += Mix(second + first + Step);
        count++;
    }

    public readonly bool Is(in TermSum other) => low == other.low && high == other.high && count == other.count;

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
