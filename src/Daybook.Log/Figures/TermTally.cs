using System.Text;
using Daybook.Log.Index;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;
using Daybook.Log.IndexMemory;

namespace Daybook.Log.Figures;

/// <summary>
/// Counts the terms of a log and the events that each has, from the index alone: all parts are walked beside each other in the order
/// of their keys, so that memory is needed only for the terms that are named in the end.
/// </summary>
internal sealed class TermTally
{
    /// <summary>The most terms of a kind that are named.</summary>
    public const int MostNamed = 1_000;

    private readonly Dictionary<TermKind, Named> kinds = [];

    /// <summary>How many different terms of a kind there are.</summary>
    public long CountOf(TermKind kind) => kinds.TryGetValue(kind, out var named) ? named.Count : 0;

    /// <summary>The terms of a kind with the most events, the most first, and by name where they have as many.</summary>
    public IReadOnlyList<(string Text, long Events)> MostOf(TermKind kind) => kinds.TryGetValue(kind, out var named) ? named.Most() : [];

    public void Run(IndexLayers layers, CancellationToken cancellationToken)
    {
        var walks = layers.Files.Select(static file => (Walk)new FileTerms(file.Terms()))
            .Concat(layers.Parts.Select(static part => new PartTerms(new MemorySource(part))))
            .Where(static walk => walk.MoveNext())
            .ToList();
        var least = new byte[Term.MaxBytes];
        while (walks.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Least(walks, least);
            var events = 0L;
            for (var index = walks.Count - 1; index >= 0; index--)
            {
                if (walks[index].Key.SequenceEqual(least.AsSpan(0, length)))
                {
                    events += walks[index].Count;
                    if (!walks[index].MoveNext())
                    {
                        walks.RemoveAt(index);
                    }
                }
            }

            Add(least.AsSpan(0, length), events);
        }
    }

    private static int Least(List<Walk> walks, byte[] least)
    {
        var found = walks[0];
        foreach (var walk in walks)
        {
            found = walk.Key.SequenceCompareTo(found.Key) < 0 ? walk : found;
        }

        found.Key.CopyTo(least);
        return found.Key.Length;
    }

    private void Add(ReadOnlySpan<byte> key, long events)
    {
        var kind = (TermKind)key[0];
        if (!kinds.TryGetValue(kind, out var named))
        {
            kinds[kind] = named = new Named();
        }

        named.Add(key[1..], events);
    }

    /// <summary>The terms of one kind, of which those with the most events are kept.</summary>
    private sealed class Named
    {
        private readonly PriorityQueue<string, long> kept = new();

        public long Count { get; private set; }

        public void Add(ReadOnlySpan<byte> text, long events)
        {
            Count++;
            if (kept.Count < MostNamed)
            {
                kept.Enqueue(Encoding.UTF8.GetString(text), events);
            }
            else if (kept.TryPeek(out _, out var fewest) && events > fewest)
            {
                kept.DequeueEnqueue(Encoding.UTF8.GetString(text), events);
            }
        }

        public IReadOnlyList<(string Text, long Events)> Most() =>
            [.. kept.UnorderedItems.OrderByDescending(static one => one.Priority).ThenBy(static one => one.Element, StringComparer.Ordinal)];
    }

    private abstract class Walk
    {
        public abstract ReadOnlySpan<byte> Key { get; }

        public abstract long Count { get; }

        public abstract bool MoveNext();
    }

    private sealed class FileTerms(TermWalk terms) : Walk
    {
        public override ReadOnlySpan<byte> Key => terms.Key;

        public override long Count => terms.Entry.Count;

        public override bool MoveNext() => terms.MoveNext();
    }

    private sealed class PartTerms(MemorySource terms) : Walk
    {
        private readonly long[] positions = new long[512];
        private readonly uint[] fingerprints = new uint[512];

        public override ReadOnlySpan<byte> Key => terms.Key;

        public override long Count
        {
            get
            {
                var count = 0L;
                for (var read = terms.ReadPostings(positions, fingerprints); read > 0; read = terms.ReadPostings(positions, fingerprints))
                {
                    count += read;
                }

                return count;
            }
        }

        public override bool MoveNext() => terms.MoveToNextTerm();
    }
}
