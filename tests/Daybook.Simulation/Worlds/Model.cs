using Daybook.Log;
using Daybook.Log.Reading;

namespace Daybook.Simulation.Worlds;

/// <summary>
/// What must be true of a log, kept as plain lists and by none of the log's code: every item that was sequenced, in order,
/// where its appends end, and how far of it must survive.
/// </summary>
internal sealed class Model
{
    private readonly List<ModelItem> items = [];
    private readonly SortedSet<long> ends = [0];

    /// <summary>Every position up to here was acknowledged or shown to somebody: it must be there, whatever happens.</summary>
    public long MustSurvive { get; private set; }

    public long Count => items.Count;

    public Model Copy()
    {
        var copy = new Model { MustSurvive = MustSurvive };
        copy.items.AddRange(items);
        copy.ends.UnionWith(ends);
        return copy;
    }

    public void Sequenced(IEnumerable<ModelItem> append)
    {
        items.AddRange(append);
        ends.Add(items.Count);
    }

    public void Survives(long position) => MustSurvive = Math.Max(MustSurvive, position);

    public long LastRevision(string stream) => items.Count(item => item.Stream == stream) - 1;

    public IReadOnlyList<Guid> IdsOf(string stream) => [.. items.Where(item => item.Stream == stream).Select(static item => item.Id)];

    /// <summary>Compares what a log shows with what it may show, and from then on demands what it showed.</summary>
    public void Check(LogView view)
    {
        var head = view.DurablePosition;
        Assert.True(head >= MustSurvive, $"The log ends at {head}; up to {MustSurvive} was acknowledged or shown.");
        Assert.True(ends.Contains(head), $"The log ends at {head}, inside an append.");
        var range = new ReadRange(1, head, Backwards: false);
        var shown = new List<StoredItem>();
        while (!range.IsEmpty)
        {
            shown.AddRange(view.ReadAll(ref range));
        }

        Assert.Equal(head, shown.Count);
        for (var index = 0; index < shown.Count; index++)
        {
            Assert.True(items[index].IsSame(shown[index], index + 1), $"Position {index + 1} holds {shown[index]}, not {items[index]}.");
            Assert.True(index == 0 || shown[index].RecordedAt >= shown[index - 1].RecordedAt);
            Assert.True(index == 0 || ends.Contains(index) == (shown[index].RecordedAt > shown[index - 1].RecordedAt));
        }

        Survives(head);
        Forget(head);
    }

    /// <summary>What a crash took away was never acknowledged; the log goes on from there.</summary>
    private void Forget(long after)
    {
        items.RemoveRange((int)after, items.Count - (int)after);
        ends.RemoveWhere(end => end > after);
    }
}

/// <summary>One item as it was appended.</summary>
internal sealed record ModelItem(string Stream, long Revision, Guid Id, byte[] Data)
{
    public bool IsSame(in StoredItem stored, long position) =>
        stored.Position == position && stored.Stream == Stream && stored.Revision == Revision && stored.Id == Id
        && stored.Data.Span.SequenceEqual(Data);
}
