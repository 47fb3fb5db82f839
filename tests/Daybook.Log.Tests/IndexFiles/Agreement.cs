using System.Text;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexFiles;

namespace Daybook.Log.Tests.IndexFiles;

/// <summary>Asks a file everything and compares each answer with plain lists.</summary>
internal static class Agreement
{
    public static void Check(IndexContent content, IndexFile file)
    {
        CheckTerms(content, file);
        CheckStreams(content, file);
        CheckFrames(content, file);
    }

    public static bool TryFind(IndexFile file, ReadOnlySpan<byte> key, out TermEntry entry) => file.TryFind(
        Term.Of((TermKind)key[0], Encoding.UTF8.GetString(key[1..]), Term.SeedOf(file.Id.LogId), new byte[Term.MaxBytes]), out entry);

    public static void CheckTerms(IndexContent content, IndexFile file)
    {
        var walk = file.Terms();
        var cursor = new PostingCursor();
        foreach (var (key, term) in content.Terms)
        {
            Assert.True(walk.MoveNext());
            Assert.True(walk.Key.SequenceEqual(key));
            Assert.True(TryFind(file, key, out var entry));
            Assert.Equal(entry.Count, walk.Entry.Count);
            Assert.Equal((term.Positions.Count, term.Positions[0], term.Positions[^1]), ((int)entry.Count, entry.FirstPosition, entry.LastPosition));
            Assert.Equal(term.FirstRevision, entry.FirstRevision);
            Assert.Equal(term.FirstRevision < 0 ? -1 : term.FirstRevision + term.Positions.Count - 1, entry.LastRevision);
            file.OpenPostings(entry, cursor);
            CheckPostings(term, entry, cursor);
        }

        Assert.False(walk.MoveNext());
        Assert.Equal((content.Terms.Count, content.Terms.Values.Count(static term => term.FirstRevision == 0)), ((int)file.TermCount, (int)file.StreamsBegun));
    }

    private static void CheckPostings(TermContent term, in TermEntry entry, PostingCursor cursor)
    {
        var isStream = entry.Kind == TermKind.Stream;
        var positions = new long[term.Positions.Count + 1];
        var fingerprints = new uint[positions.Length];
        Assert.Equal(term.Positions.Count, cursor.CopyNext(positions, isStream ? fingerprints : []));
        Assert.Equal(0, cursor.CopyNext(positions.AsSpan(term.Positions.Count), []));
        Assert.Equal(term.Positions, positions[..^1]);
        for (var index = term.Positions.Count - 1; index >= 0; index--)
        {
            Assert.Equal((index, term.Positions[index]), ((int)cursor.Index, cursor.Position));
            Assert.False(isStream && (cursor.Revision != term.FirstRevision + index
                || cursor.Fingerprint != term.Fingerprints[index] || fingerprints[index] != term.Fingerprints[index]));
            Assert.Equal(index > 0, cursor.MovePrevious());
        }

        foreach (var probe in Probes(term.Positions))
        {
            var from = term.Positions.FindIndex(one => one >= probe);
            var upTo = term.Positions.FindLastIndex(one => one <= probe);
            Assert.Equal(from >= 0, cursor.SeekFrom(probe));
            Assert.True(from < 0 || cursor.Index == from);
            Assert.Equal(upTo >= 0, cursor.SeekUpTo(probe));
            Assert.True(upTo < 0 || cursor.Index == upTo);
            Assert.Equal(isStream && upTo >= 0, isStream && cursor.SeekRevision(term.FirstRevision + upTo));
        }
    }

    private static IEnumerable<long> Probes(List<long> positions)
    {
        var step = Math.Max(1, positions.Count / 40);
        for (var index = 0; index < positions.Count; index += step)
        {
            yield return positions[index] - 1;
            yield return positions[index];
            yield return positions[index] + 1;
        }

        yield return positions[^1];
        yield return long.MaxValue;
    }

    private static void CheckStreams(IndexContent content, IndexFile file)
    {
        var upTo = (content.Id.FirstPosition + content.Id.LastPosition) / 2;
        foreach (var prefix in new[] { "", "a", "account-1", "order-", "z" })
        {
            var expected = content.Terms.Where(pair => pair.Key[0] == 1)
                .Select(pair => (Name: Encoding.UTF8.GetString(pair.Key.AsSpan(1)), Last: pair.Value.FirstRevision + pair.Value.Positions.FindLastIndex(one => one <= upTo), First: pair.Value.Positions[0]))
                .Where(one => one.Name.StartsWith(prefix, StringComparison.Ordinal) && one.First <= upTo)
                .Select(static one => (one.Name, one.Last));
            var found = new List<(string, long)>();
            var walk = new StreamWalk(file, prefix, upTo);
            while (walk.MoveNext())
            {
                found.Add((Encoding.UTF8.GetString(walk.Name), walk.LastRevision));
            }

            Assert.Equal(expected, found);
        }
    }

    public static void CheckFrames(IndexContent content, IndexFile file)
    {
        Assert.Equal(content.Frames.Count, (int)file.FrameCount);
        foreach (var frame in content.Frames)
        {
            Assert.True(file.Frames.TryFind(frame.FirstPosition, out var first));
            Assert.True(file.Frames.TryFind(frame.LastPosition, out var last));
            Assert.Equal((frame, frame), (first, last));
            Assert.True(file.Frames.TryFindRecorded(frame.RecordedTicks, out first));
            Assert.True(file.Frames.TryFindRecorded(frame.RecordedTicks + 1, out last));
            Assert.Equal((frame, frame), (first, last));
        }

        Assert.False(file.Frames.TryFindRecorded(content.Frames[0].RecordedTicks - 1, out _));
        Assert.False(file.Frames.TryFind(content.Id.FirstPosition - 1, out _));
        Assert.False(file.Frames.TryFind(content.Id.LastPosition + 1, out _));
    }
}
