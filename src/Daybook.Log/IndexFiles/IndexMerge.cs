using Daybook.Log.Disk;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>
/// Makes one file of several whose ranges follow each other, in one pass and without the log. The result has the bytes that
/// it would have, had it been written from the log. Blocks are read past the cache, which belongs to readers.
/// </summary>
internal sealed class IndexMerge : IIndexSource
{
    private readonly IReadOnlyList<IndexPart> parts;
    private readonly IndexPart[] turn;
    private int inTurn;
    private int reading;
    private int frameReading;

    private IndexMerge(IReadOnlyList<IndexPart> parts)
    {
        this.parts = parts;
        turn = new IndexPart[parts.Count];
    }

    public ReadOnlySpan<byte> Key => turn[0].Terms.Key;

    public long FirstRevision => turn[0].Entry.FirstRevision;

    /// <summary>
    /// Merges files and answers which file they became; the merged ones stay. Cancelling stops before the next block and
    /// leaves no file behind.
    /// </summary>
    /// <param name="disk">The disk.</param>
    /// <param name="directory">Where index files lie.</param>
    /// <param name="files">Files of one log in order of position, each beginning where the one before ends.</param>
    /// <param name="cancellationToken">Stops the merge.</param>
    /// <exception cref="LogException">One of the files is damaged.</exception>
    /// <exception cref="DiskException">Reading or writing failed.</exception>
    public static IndexFileId Run(IDisk disk, string directory, IReadOnlyList<IndexFileId> files, CancellationToken cancellationToken)
    {
        Invariant.Holds(files.Count > 0);
        for (var index = 1; index < files.Count; index++)
        {
            Invariant.Holds(files[index].LogId == files[0].LogId && files[index].FirstPosition == files[index - 1].LastPosition + 1);
        }

        var opened = new List<IndexFile>();
        try
        {
            foreach (var file in files)
            {
                opened.Add(IndexFile.Open(disk, directory, file, cache: null));
            }

            var merged = files[0] with { LastPosition = files[^1].LastPosition };
            var source = new IndexMerge(opened.ConvertAll(static file => new IndexPart(file)));
            IndexFileWriter.Write(disk, directory, merged, source, cancellationToken);
            return merged;
        }
        finally
        {
            opened.ForEach(static file => file.Dispose());
        }
    }

    public bool MoveToNextTerm()
    {
        for (var index = 0; index < inTurn; index++)
        {
            turn[index].MoveToNextTerm();
        }

        (inTurn, reading) = (0, 0);
        foreach (var part in parts)
        {
            Invite(part);
        }

        for (var index = 0; index < inTurn; index++)
        {
            turn[index].OpenPostings(index == 0 ? null : turn[index - 1]);
        }

        return inTurn > 0;
    }

    public int ReadPostings(Span<long> positions, Span<uint> fingerprints)
    {
        while (reading < inTurn)
        {
            var read = turn[reading].Postings.CopyNext(positions, fingerprints);
            if (read > 0)
            {
                return read;
            }

            reading++;
        }

        return 0;
    }

    public bool MoveToNextFrame(out FramePlace frame)
    {
        while (frameReading < parts.Count)
        {
            if (parts[frameReading].Frames.MoveNext(out frame))
            {
                return true;
            }

            frameReading++;
        }

        frame = default;
        return false;
    }

    /// <summary>Keeps the parts that have the least key, in order of position.</summary>
    private void Invite(IndexPart part)
    {
        if (part.HasTerm)
        {
            var order = inTurn == 0 ? 0 : part.Terms.Key.SequenceCompareTo(Key);
            inTurn = order < 0 ? 0 : inTurn;
            if (order <= 0)
            {
                turn[inTurn++] = part;
            }
        }
    }
}
