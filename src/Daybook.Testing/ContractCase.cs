namespace Daybook.Testing;

/// <summary>One case of the contract.</summary>
public sealed class ContractCase
{
    private readonly Func<DaybookStore, Task> run;

    internal ContractCase(string name, Func<DaybookStore, Task> run)
    {
        Name = name;
        this.run = run;
    }

    /// <summary>What the case says, as a sentence.</summary>
    public string Name { get; }

    /// <summary>Runs the case against a store that is empty and that nobody else uses.</summary>
    /// <param name="emptyStore">The store; the caller closes it.</param>
    /// <param name="cancellationToken">Ends the waiting for the case.</param>
    /// <exception cref="ContractViolationException">The store breaks the contract.</exception>
    public Task RunAsync(DaybookStore emptyStore, CancellationToken cancellationToken = default) =>
        run(emptyStore).WaitAsync(cancellationToken);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
