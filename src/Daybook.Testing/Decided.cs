using System.Globalization;
using System.Text;

namespace Daybook.Testing;

/// <summary>What was decided. Events are compared as they would be stored: name, data and tags. Immutable.</summary>
/// <typeparam name="TState">The state.</typeparam>
/// <typeparam name="TEvent">The family's base type.</typeparam>
public sealed class Decided<TState, TEvent>
    where TEvent : notnull
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Fold<TState, TEvent> fold;
    private readonly TState before;

    internal Decided(Fold<TState, TEvent> fold, TState before, IReadOnlyList<TEvent> events)
    {
        this.fold = fold;
        this.before = before;
        Events = events;
    }

    /// <summary>The events that were decided on; empty for none.</summary>
    public IReadOnlyList<TEvent> Events { get; }

    /// <summary>Expects exactly these events in this order.</summary>
    /// <param name="events">The events; at least one. For none say <see cref="ThenNothing"/>.</param>
    /// <exception cref="DecisionMismatchException">Others were decided on.</exception>
    public Decided<TState, TEvent> Then(params TEvent[] events)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Length, nameof(events));
        Compare("The decision recorded other events.", events);
        return this;
    }

    /// <summary>Expects that nothing is recorded.</summary>
    /// <exception cref="DecisionMismatchException">Something is.</exception>
    public Decided<TState, TEvent> ThenNothing()
    {
        Compare("The decision recorded something.", []);
        return this;
    }

    /// <summary>Expects something of the state after the decision's events.</summary>
    /// <param name="expected">The state; compared by its own equality.</param>
    /// <exception cref="DecisionMismatchException">The state is another.</exception>
    public Decided<TState, TEvent> ThenState(TState expected)
    {
        var after = Events.Aggregate(before, fold.Evolve);
        return EqualityComparer<TState>.Default.Equals(expected, after)
            ? this
            : throw new DecisionMismatchException("The decision led to another state.", $"  {expected}", $"  {after}");
    }

    private void Compare(string what, IReadOnlyList<TEvent> expected)
    {
        var (wanted, found) = (Text(expected), Text(Events));
        if (wanted != found)
        {
            throw new DecisionMismatchException(what, wanted, found);
        }
    }

    private string Text(IReadOnlyList<TEvent> events) =>
        events.Count == 0 ? "  (nothing)" : string.Join(Environment.NewLine, events.Select(Line));

    private string Line(TEvent typed, int index)
    {
        var stored = fold.Codec.Encode(typed);
        var tags = stored.Tags.Count == 0 ? "" : $" tagged {string.Join(", ", stored.Tags)}";
        return string.Create(CultureInfo.InvariantCulture, $"  {index + 1}. {stored.Name} {DataText(stored.Data.Span)}{tags}");
    }

    private static string DataText(ReadOnlySpan<byte> data)
    {
        try
        {
            return Strict.GetString(data);
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToHexString(data);
        }
    }
}
