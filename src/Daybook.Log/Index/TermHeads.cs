using System.Runtime.CompilerServices;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Index;

/// <summary>Where a term stands last in the files: position, and of a stream its revision.</summary>
internal readonly record struct TermHead(long Position, long Revision);

/// <summary>
/// What the files say of terms lately asked for, so that the usual check of an append reads nothing. Bounded: two generations,
/// of which the older is forgotten when the younger is full; a term that is found in the older goes over to the younger.
/// Terms are told apart by their bytes. Thread-safe.
/// </summary>
internal sealed class TermHeads(int maxTerms)
{
    /// <summary>Terms that are kept at most when nobody says otherwise; about 60 bytes each.</summary>
    public const int DefaultTerms = 1_000_000;

    private readonly Lock gate = new();
    private Generation young = new(maxTerms / 2);
    private Generation old = new(0);

    /// <summary>The last position that the heads know of; who knows less must neither ask nor tell.</summary>
    public required long UpTo { get; set; }

    /// <summary>Terms that are kept now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return young.Count + old.Count;
            }
        }
    }

    /// <summary>The head of a term among the files up to a position; false when it is not kept.</summary>
    public bool TryFind(in Term term, long upTo, out TermHead head)
    {
        lock (gate)
        {
            if (young.TryFind(term, out head))
            {
                return head.Position <= upTo;
            }

            if (!old.TryFind(term, out head))
            {
                return false;
            }

            Put(term, head);
            return head.Position <= upTo;
        }
    }

    /// <summary>Keeps what the files up to a position say of a term, unless more is known by now.</summary>
    public void Keep(in Term term, long upTo, TermHead head)
    {
        lock (gate)
        {
            if (upTo == UpTo)
            {
                Put(term, head);
            }
        }
    }

    /// <summary>Takes over what a part says that is about to become a file; afterwards the heads know of its last position.</summary>
    public void Advance(MemoryPart part, ulong hashSeed)
    {
        lock (gate)
        {
            Invariant.Holds(part.FirstPosition == UpTo + 1);
            UpTo = part.LastPosition;
        }

        foreach (var (stream, run) in part.Streams())
        {
            Put(TermKind.Stream, stream, hashSeed, new TermHead(run.LastPosition, run.LastRevision));
        }

        foreach (var kind in (ReadOnlySpan<TermKind>)[TermKind.Category, TermKind.Type, TermKind.Tag])
        {
            foreach (var (text, positions) in part.Terms(kind))
            {
                Put(kind, text, hashSeed, new TermHead(positions[positions.Count - 1], Expected.None));
            }
        }
    }

    /// <summary>Forgets all, for files that speak up to a position.</summary>
    public void Reset(long upTo)
    {
        lock (gate)
        {
            (young, old, UpTo) = (new Generation(maxTerms / 2), new Generation(0), upTo);
        }
    }

    [SkipLocalsInit]
    private void Put(TermKind kind, string text, ulong hashSeed, TermHead head)
    {
        Span<byte> buffer = stackalloc byte[Term.MaxBytes];
        var term = Term.Of(kind, text, hashSeed, buffer);
        lock (gate)
        {
            Put(term, head);
        }
    }

    private void Put(in Term term, TermHead head)
    {
        if (!young.TryPut(term, head))
        {
            (old, young) = (young, new Generation(maxTerms / 2));
            young.TryPut(term, head);
        }
    }

    /// <summary>A hash table with chains, whose keys lie behind each other in pieces of memory.</summary>
    private sealed class Generation(int maxTerms)
    {
        private const int PieceBytes = 64 * 1024;
        private const int LeastEntries = 256;
        private const int LikelyKeyBytes = 32;

        private readonly List<byte[]> pieces = [];
        private int[] buckets = [];
        private Entry[] entries = [];
        private int pieceUsed = PieceBytes;

        public int Count { get; private set; }

        public bool TryFind(in Term term, out TermHead head)
        {
            var at = Find(term);
            head = at < 0 ? default : entries[at].Head;
            return at >= 0;
        }

        /// <summary>False when there is no room for another term.</summary>
        public bool TryPut(in Term term, TermHead head)
        {
            var at = Find(term);
            if (at >= 0)
            {
                entries[at].Head = head;
                return true;
            }

            if (Count >= maxTerms || (long)pieces.Count * PieceBytes > PieceBytes + ((long)maxTerms * LikelyKeyBytes))
            {
                return false;
            }

            Add(term, head);
            return true;
        }

        private int Find(in Term term)
        {
            if (Count == 0)
            {
                return -1;
            }

            for (var at = buckets[BucketOf(term.Hash)] - 1; at >= 0; at = entries[at].Next)
            {
                ref var entry = ref entries[at];
                if (entry.Hash == (uint)term.Hash && KeyOf(entry).SequenceEqual(term.Key))
                {
                    return at;
                }
            }

            return -1;
        }

        private void Add(in Term term, TermHead head)
        {
            if (Count == entries.Length)
            {
                Grow();
            }

            if (PieceBytes - pieceUsed < term.Key.Length)
            {
                pieces.Add(GC.AllocateUninitializedArray<byte>(PieceBytes));
                pieceUsed = 0;
            }

            term.Key.CopyTo(pieces[^1].AsSpan(pieceUsed));
            ref var bucket = ref buckets[BucketOf(term.Hash)];
            entries[Count] = new Entry
            {
                Hash = (uint)term.Hash,
                Next = bucket - 1,
                KeyAt = ((pieces.Count - 1) * PieceBytes) + pieceUsed,
                KeyLength = term.Key.Length,
                Head = head,
            };
            bucket = ++Count;
            pieceUsed += term.Key.Length;
        }

        private void Grow()
        {
            Array.Resize(ref entries, Math.Min(maxTerms, Math.Max(LeastEntries, entries.Length * 2)));
            buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)entries.Length)];
            for (var at = 0; at < Count; at++)
            {
                ref var bucket = ref buckets[BucketOf(entries[at].Hash)];
                entries[at].Next = bucket - 1;
                bucket = at + 1;
            }
        }

        private ReadOnlySpan<byte> KeyOf(in Entry entry) =>
            pieces[entry.KeyAt / PieceBytes].AsSpan(entry.KeyAt % PieceBytes, entry.KeyLength);

        private int BucketOf(ulong hash) => (int)((uint)hash & (uint)(buckets.Length - 1));

        private struct Entry
        {
            public uint Hash;
            public int Next;
            public int KeyAt;
            public int KeyLength;
            public TermHead Head;
        }
    }
}
