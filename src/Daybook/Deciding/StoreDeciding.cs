namespace Daybook;

/// <summary>Deciding, as members of the store.</summary>
public static class StoreDeciding
{
    /// <summary>Members of a store.</summary>
    extension(DaybookStore store)
    {
        /// <summary>Binds a fold to a stream.</summary>
        /// <param name="stream">The stream; it need not exist yet.</param>
        /// <param name="fold">How its state is replayed.</param>
        public Aggregate<TState, TEvent> Aggregate<TState, TEvent>(StreamName stream, Fold<TState, TEvent> fold)
            where TEvent : notnull
        {
            ArgumentNullException.ThrowIfNull(store);
            ArgumentNullException.ThrowIfNull(fold);
            return new Aggregate<TState, TEvent>(store, stream, fold);
        }
    }
}
