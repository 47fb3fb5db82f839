using Daybook.Log.Disk;
using Daybook.Log.Format;
using Daybook.Log.IndexBlocks;

namespace Daybook.Log.IndexFiles;

/// <summary>
/// Writes an index file in one pass over its source. In memory it holds what a reader of the file will hold (filter and top
/// levels) and fixed buffers besides. The same source always gives the same bytes.
/// </summary>
internal static class IndexFileWriter
{
    /// <summary>
    /// Makes a file that is either there whole and durable, or not there at all. Cancelling stops before the next block and
    /// leaves no file behind.
    /// </summary>
    /// <exception cref="DiskException">Writing failed; nothing has the file's name.</exception>
    public static void Write(IDisk disk, string directory, IndexFileId id, IIndexSource source, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, id.FileName);
        var unfinished = path + LogFormat.UnfinishedExtension;
        try
        {
            using (var file = disk.Create(unfinished))
            {
                WriteAll(file, id, source, cancellationToken);
                file.Flush();
            }

            disk.Rename(unfinished, path);
        }
        catch
        {
            Remove(disk, unfinished);
            throw;
        }

        disk.SyncDirectory(directory);
    }

    private static void WriteAll(IDiskFile file, IndexFileId id, IIndexSource source, CancellationToken cancellationToken)
    {
        var output = new IndexOutput(file, id.ChecksumSeed());
        Span<byte> header = stackalloc byte[IndexHeader.Size];
        IndexHeader.Write(header, id);
        output.Put(header);

        var dictionary = new DictionaryWriter(output);
        var postings = new PostingWriter(output, id);
        var streamsBegun = 0L;
        while (source.MoveToNextTerm())
        {
            cancellationToken.ThrowIfCancellationRequested();
            streamsBegun += source.Key[0] == (byte)TermKind.Stream && source.FirstRevision == 0 ? 1 : 0;
            dictionary.Add(source.Key, postings.Write(source, cancellationToken));
        }

        var termTop = dictionary.Finish();
        output.Drain();
        var filter = output.Write(BlockKind.Filter, FilterOf(file, id, dictionary, cancellationToken).Bytes);
        var frames = new FrameWriter(output, id);
        while (source.MoveToNextFrame(out var frame))
        {
            cancellationToken.ThrowIfCancellationRequested();
            frames.Add(frame);
        }

        var footer = new IndexFooter
        {
            TermTop = termTop,
            Filter = filter,
            FrameTop = frames.Finish(),
            TermCount = dictionary.TermCount,
            StreamsBegun = streamsBegun,
            FrameCount = frames.FrameCount,
        };
        footer.Write(output);
        output.Drain();
    }

    /// <summary>
    /// The size of a filter is known only when all terms are. Reading the blocks of terms once more costs less than keeping
    /// a hash of each, and shows that they can be read.
    /// </summary>
    private static TermFilter FilterOf(IDiskFile file, IndexFileId id, DictionaryWriter dictionary, CancellationToken cancellationToken)
    {
        var filter = TermFilter.For(dictionary.TermCount);
        var input = new IndexInput(file, id, cache: null);
        var seed = Term.SeedOf(id.LogId);
        var key = new byte[Term.MaxBytes];
        foreach (var place in dictionary.Blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = new TermBlock(input.ReadOnce(place));
            while (block.MoveNext(key))
            {
                filter.Add(TermHash.Of(key.AsSpan(0, block.KeyLength), seed));
            }
        }

        return filter;
    }

    private static void Remove(IDisk disk, string unfinished)
    {
        try
        {
            if (disk.FileExists(unfinished))
            {
                disk.Delete(unfinished);
            }
        }
        catch (DiskException)
        {
            // The caller has to hear of the first failure, and a file with this name is never taken for an index file.
        }
    }
}
