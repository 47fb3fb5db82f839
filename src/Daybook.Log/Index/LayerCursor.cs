using System.Runtime.CompilerServices;
using Daybook.Log.IndexBlocks;
using Daybook.Log.IndexCursors;

namespace Daybook.Log.Index;

/// <summary>
/// Walks the positions of a term through the layers of an index that a reach touches. A layer is looked at only when the
/// walk comes to it.
/// </summary>
internal sealed class LayerCursor(LogIndex index, IndexLayers layers, (TermKind Kind, string Text) term, Reach reach) : PositionCursor
{
    private readonly int count = layers.Files.Length + layers.Parts.Length;
    private int entered = -1;
    private PositionCursor? inLayer;

    public override bool TrySeek(long from, out long found)
    {
        while (true)
        {
            if (inLayer is not null && inLayer.TrySeek(from, out found))
            {
                return reach.Backwards ? found >= reach.First : found <= reach.Last;
            }

            if (!TryEnter(from))
            {
                found = 0;
                return false;
            }
        }
    }

    /// <summary>Goes on to the next layer that has anything at or beyond a position, within reach.</summary>
    private bool TryEnter(long from)
    {
        inLayer = null;
        while (++entered < count)
        {
            var (first, last) = RangeOf(entered);
            if (first > reach.Last || last < reach.First)
            {
                continue;
            }

            if (reach.Backwards ? first <= from : last >= from)
            {
                inLayer = Open(NumberOf(entered));
                return true;
            }
        }

        return false;
    }

    private int NumberOf(int step) => reach.Backwards ? count - 1 - step : step;

    private (long First, long Last) RangeOf(int step)
    {
        var number = NumberOf(step);
        if (number >= layers.Files.Length)
        {
            var part = layers.Parts[number - layers.Files.Length];
            return (part.FirstPosition, part.LastPosition);
        }

        var id = layers.Files[number].Id;
        return (id.FirstPosition, Math.Min(id.LastPosition, layers.FilesUpTo));
    }

    [SkipLocalsInit]
    private PositionCursor? Open(int number)
    {
        if (number >= layers.Files.Length)
        {
            return new ListCursor(layers.Parts[number - layers.Files.Length].Positions(term.Kind, term.Text), reach.Backwards);
        }

        Span<byte> buffer = stackalloc byte[Term.MaxBytes];
        var file = layers.Files[number];
        return file.TryFind(Term.Of(term.Kind, term.Text, index.HashSeed, buffer), out var entry)
            ? new FileCursor(file, entry, layers.FilesUpTo, reach.Backwards)
            : null;
    }
}
