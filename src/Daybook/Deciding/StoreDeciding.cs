using Daybook.Deciding;

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
            return new Aggregate<TState, TEvent>(store, fold.Over(Query.All), new StreamBoundary(stream), ((object)fold, stream));
        }

        /// <summary>
        /// Binds a fold to a query: it is decided on the events that match, in whatever streams they are. What is decided is
        /// appended to the stream <c>decisions</c>; see <c>DecisionModel.AppendTo</c> for another.
        /// </summary>
        /// <param name="query">The events, all of the fold's family.</param>
        /// <param name="fold">How its state is replayed.</param>
        public Aggregate<TState, TEvent> Aggregate<TState, TEvent>(Query query, Fold<TState, TEvent> fold)
            where TEvent : notnull
        {
            ArgumentNullException.ThrowIfNull(fold);
            return store.Aggregate(fold.Over(query));
        }

        /// <summary>Binds a decision model, of one fold or several, to its query.</summary>
        /// <param name="model">What is decided on.</param>
        public Aggregate<TState, TEvent> Aggregate<TState, TEvent>(DecisionModel<TState, TEvent> model)
            where TEvent : notnull
        {
            ArgumentNullException.ThrowIfNull(store);
            ArgumentNullException.ThrowIfNull(model);
            return new Aggregate<TState, TEvent>(store, model, new QueryBoundary(model.Query, model.Stream), model.Key);
        }
    }
}
