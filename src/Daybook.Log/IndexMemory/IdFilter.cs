namespace Daybook.Log.IndexMemory;

/// <summary>
/// Tells of nearly all ids that they are not among some items, without looking at these: an append without an expected
/// revision asks for its ids among the last thousand of a stream. One caller adds; others may ask beside it for what they
/// know to be there.
/// </summary>
internal sealed class IdFilter
{
    private const int ItemShift = 12;

    /// <summary>Half as many as items; three of 64 bits for each item make one in a thousand questions a false alarm.</summary>
    private const int WordShift = ItemShift - 1;

    private ulong[][] pieces = [];

    public void Add(int number, uint fingerprint)
    {
        if (number >> ItemShift == pieces.Length)
        {
            Volatile.Write(ref pieces, [.. pieces, new ulong[1 << WordShift]]);
        }

        var (word, bits) = PlaceOf(fingerprint);
        pieces[number >> ItemShift][word] |= bits;
    }

    /// <summary>False when no item from a number to another, both inclusive, has the fingerprint.</summary>
    public bool MayHold(uint fingerprint, int first, int last)
    {
        var (word, bits) = PlaceOf(fingerprint);
        for (var piece = first >> ItemShift; piece <= last >> ItemShift; piece++)
        {
            if ((pieces[piece][word] & bits) == bits)
            {
                return true;
            }
        }

        return false;
    }

    private static (int Word, ulong Bits) PlaceOf(uint fingerprint)
    {
        var hash = fingerprint * 0x9E37_79B9_7F4A_7C15;
        return ((int)(hash >> (64 - WordShift)), (1UL << (int)(hash >> 47)) | (1UL << (int)(hash >> 41)) | (1UL << (int)(hash >> 35)));
    }
}
