namespace Daybook.Deciding;

/// <summary>
/// States as they were read or decided last, at most <see cref="MaxStates"/>; the one used longest ago goes first.
/// Kept with the store, one for each type of state; a key stands for a fold and what it is bound to. Thread-safe.
/// </summary>
internal sealed class StateCache<TState>
{
    /// <summary>States kept at most.</summary>
    public const int MaxStates = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<object, LinkedListNode<Entry>> states = [];
    private readonly LinkedList<Entry> byUse = new();

    public Known<TState>? Find(object key)
    {
        lock (gate)
        {
            if (!states.TryGetValue(key, out var node))
            {
                return null;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.State;
        }
    }

    /// <summary>Keeps a state, unless one of the same key that is further on is kept already.</summary>
    public void Keep(object key, Known<TState> state)
    {
        lock (gate)
        {
            if (states.TryGetValue(key, out var known))
            {
                if (known.Value.State.UpTo >= state.UpTo)
                {
                    return;
                }

                byUse.Remove(known);
            }

            states[key] = byUse.AddFirst(new Entry(key, state));
            if (states.Count > MaxStates)
            {
                var oldest = byUse.Last!.Value;
                byUse.RemoveLast();
                states.Remove(oldest.Key);
            }
        }
    }

    private sealed record Entry(object Key, Known<TState> State);
}
