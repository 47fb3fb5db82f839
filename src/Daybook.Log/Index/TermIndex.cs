using System.Runtime.CompilerServices;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexCursors;

namespace Daybook.Log.Index;

/// <summary>
/// Where categories, types and tags stand, including what is sequenced but not yet durable: who reads says up to which
/// position. Streams are terms too, and found here in the files.
/// </summary>
internal sealed class TermIndex(LogIndex index)
{
    /// <summary>
    /// The last position of a term, if it is after another, exclusive; 0 when it is not. What is after the files is answered
    /// from memory.
    /// </summary>
    /// <exception cref="LogException">An index file is damaged.</exception>
    public long LastAfter(IndexLayers layers, TermKind kind, string text, long after)
    {
        for (var at = layers.Parts.Length - 1; at >= 0; at--)
        {
            if (layers.Parts[at].Last(kind, text) is > 0 and var last)
            {
                return last > after ? last : 0;
            }
        }

        return after < layers.FilesUpTo && InFiles(layers, kind, text) is { } head && head.Position > after ? head.Position : 0;
    }

    /// <summary>Walks the positions of a term other than a stream from one to another, both inclusive; the layers must be held meanwhile.</summary>
    public PositionCursor Cursor(IndexLayers layers, TermKind kind, string text, Reach reach) =>
        new LayerCursor(index, layers, (kind, text), reach);

    /// <summary>Where a term stands last in the files; null when they do not have it.</summary>
    /// <exception cref="LogException">An index file is damaged.</exception>
    [SkipLocalsInit]
    public TermHead? InFiles(IndexLayers layers, TermKind kind, string text)
    {
        if (layers.FilesUpTo == 0)
        {
            return null;
        }

        Span<byte> buffer = stackalloc byte[Term.MaxBytes];
        var term = Term.Of(kind, text, index.HashSeed, buffer);
        if (index.Heads.TryFind(term, layers.FilesUpTo, out var head))
        {
            return head;
        }

        for (var at = layers.Files.Length - 1; at >= 0; at--)
        {
            if (TryFindIn(layers, at, term, out head))
            {
                index.Heads.Keep(term, layers.FilesUpTo, head);
                return head;
            }
        }

        return null;
    }

    private bool TryFindIn(IndexLayers layers, int at, in Term term, out TermHead head)
    {
        head = default;
        var file = layers.Files[at];
        if (!file.TryFind(term, out var entry) || entry.FirstPosition > layers.FilesUpTo)
        {
            return false;
        }

        if (entry.LastPosition <= layers.FilesUpTo)
        {
            head = new TermHead(entry.LastPosition, entry.LastRevision);
            return true;
        }

        var cursor = index.TakeCursor();
        file.OpenPostings(entry, cursor);
        cursor.SeekUpTo(layers.FilesUpTo);
        head = new TermHead(cursor.Position, entry.Kind == TermKind.Stream ? cursor.Revision : Expected.None);
        index.GiveBack(cursor);
        return true;
    }
}
