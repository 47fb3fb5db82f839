namespace Daybook.Log.IndexMemory;

/// <summary>
/// Names, numbered from 0 as they come, each with a value: a hash table with chains. Unlike a dictionary it has no large array,
/// and growing moves no name. Not thread-safe, but the names that are there may be read beside the one who adds.
/// </summary>
internal sealed class NameTable<TValue>
{
    private const int LeastBuckets = 16;
    private const int BucketShift = 13;
    private const int BucketsOfPiece = 1 << BucketShift;

    private Pieces<Entry> entries = new();

    /// <summary>Number and one of the last name of each bucket.</summary>
    private int[][] buckets = [new int[LeastBuckets]];

    private int bucketCount = LeastBuckets;

    public int Count { get; private set; }

    public string NameAt(int number) => entries[number].Name;

    public ref TValue ValueAt(int number) => ref entries[number].Value;

    /// <summary>The number of a name; -1 when it is not there.</summary>
    public int Find(ReadOnlySpan<char> name)
    {
        var hash = (uint)string.GetHashCode(name);
        for (var number = BucketOf(hash) - 1; number >= 0;)
        {
            ref var entry = ref entries[number];
            if (entry.Hash == hash && name.SequenceEqual(entry.Name))
            {
                return number;
            }

            number = entry.Next;
        }

        return -1;
    }

    /// <summary>Adds a name that is not there; returns its number.</summary>
    public int Add(string name, TValue value)
    {
        if (Count == bucketCount)
        {
            Grow();
        }

        var hash = (uint)string.GetHashCode(name.AsSpan());
        ref var bucket = ref BucketOf(hash);
        entries.Reserve(Count);
        entries[Count] = new Entry { Name = name, Hash = hash, Next = bucket - 1, Value = value };
        bucket = ++Count;
        return Count - 1;
    }

    /// <summary>The numbers of all names in the order of their UTF-8 bytes.</summary>
    public int[] InOrder()
    {
        var numbers = new int[Count];
        for (var number = 0; number < numbers.Length; number++)
        {
            numbers[number] = number;
        }

        Array.Sort(numbers, (left, right) => CompareBytes(entries[left].Name, entries[right].Name));
        return numbers;
    }

    /// <summary>In UTF-8 what is written with surrogates, and only that, comes after all other characters.</summary>
    private static int CompareBytes(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length - right.Length;
        }

        var (one, other) = (left[same], right[same]);
        return char.IsSurrogate(one) == char.IsSurrogate(other) ? one - other : char.IsSurrogate(one) ? 1 : -1;
    }

    private void Grow()
    {
        bucketCount *= 2;
        buckets = new int[Math.Max(1, bucketCount >> BucketShift)][];
        for (var piece = 0; piece < buckets.Length; piece++)
        {
            buckets[piece] = new int[Math.Min(bucketCount, BucketsOfPiece)];
        }

        for (var number = 0; number < Count; number++)
        {
            ref var entry = ref entries[number];
            ref var bucket = ref BucketOf(entry.Hash);
            entry.Next = bucket - 1;
            bucket = number + 1;
        }
    }

    private ref int BucketOf(uint hash)
    {
        var at = hash & (uint)(bucketCount - 1);
        return ref buckets[at >> BucketShift][at & (BucketsOfPiece - 1)];
    }

    private struct Entry
    {
        public string Name;
        public uint Hash;
        public int Next;
        public TValue Value;
    }
}
