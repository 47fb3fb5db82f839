namespace Daybook.Deciding;

/// <summary>
/// States of streams as they were read or decided last, at most <see cref="MaxStates"/>; the one used longest ago goes first.
/// Kept with the store, one for each type of state; a state belongs to a fold and a stream. Thread-safe.
/// </summary>
internal sealed class StateCache<TState>
{
    /// <summary>States kept at most.</summary>
    public const int MaxStates = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(object Fold, StreamName Stream), LinkedListNode<Entry>> states = [];
    private readonly LinkedList<Entry> byUse = new();

    public Loaded<TState>? Find(object fold, StreamName stream)
    {
        lock (gate)
        {
            if (!states.TryGetValue((fold, stream), out var node))
            {
                return null;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.State;
        }
    }

    /// <summary>Keeps a state, unless one of the same stream that is further on is kept already.</summary>
    public void Keep(object fold, StreamName stream, Loaded<TState> state)
    {
        lock (gate)
        {
            if (states.TryGetValue((fold, stream), out var known))
            {
                if (known.Value.State.Events >= state.Events)
                {
                    return;
                }

                byUse.Remove(known);
            }

            states[(fold, stream)] = byUse.AddFirst(new Entry(fold, stream, state));
            if (states.Count > MaxStates)
            {
                var oldest = byUse.Last!.Value;
                byUse.RemoveLast();
                states.Remove((oldest.Fold, oldest.Stream));
            }
        }
    }

    private sealed record Entry(object Fold, StreamName Stream, Loaded<TState> State);
}
