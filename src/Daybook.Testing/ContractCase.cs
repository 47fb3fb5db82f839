using System.Runtime.CompilerServices;
using Daybook.Testing.Contract;

namespace Daybook.Testing;

/// <summary>
/// One promise of <see cref="StoreContract"/>, to be run against an empty store. Immutable; each run is independent, so that
/// cases may run beside each other.
/// </summary>
public sealed class ContractCase
{
    private readonly Func<Trial, Task> body;

    internal ContractCase(string verb, Func<Trial, Task> body, [CallerArgumentExpression(nameof(body))] string name = "")
    {
        Verb = verb;
        Name = name;
        this.body = body;
    }

    /// <summary>What the promise is about: append, conflict, condition, repeat, read stream, read all, read query, read, as of, listing, limit or closing.</summary>
    public string Verb { get; }

    /// <summary>The promise as a short sentence with underscores; unique within its verb.</summary>
    public string Name { get; }

    /// <summary>
    /// Runs the case on one store, opened empty and closed again at the end. With <paramref name="reopen"/> the store is closed
    /// and opened again between what the case appends and what it then reads: what was promised must outlive that.
    /// </summary>
    /// <param name="openEmpty">Opens an empty store with these options, of which the clock matters.</param>
    /// <param name="reopen">
    /// Closes the store, which may be closed already, and opens it again with the same options; null to leave it
    /// open, as for a store that does not outlive its closing.
    /// </param>
    /// <param name="cancellationToken">Ends the run with an exception.</param>
    /// <exception cref="ContractViolationException">The store does not keep the promise.</exception>
    public async Task RunAsync(
        Func<StoreOptions, CancellationToken, ValueTask<DaybookStore>> openEmpty,
        Func<DaybookStore, StoreOptions, CancellationToken, ValueTask<DaybookStore>>? reopen = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(openEmpty);
        var clock = new ContractClock();
        var options = new StoreOptions { TimeProvider = clock };
        var store = await openEmpty(options, cancellationToken).ConfigureAwait(false);
        var trial = new Trial(store, clock, cancellationToken)
        {
            Reopen = reopen is null ? null : closing => reopen(closing, options, cancellationToken),
        };
        await using (trial.ConfigureAwait(false))
        {
            await body(trial).ConfigureAwait(false);
        }
    }

    /// <summary>Verb and name.</summary>
    public override string ToString() => $"{Verb}: {Name}";
}
