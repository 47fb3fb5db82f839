using Daybook.Log;
using Daybook.Log.Format;
using Daybook.Log.Repair;
using Daybook.Storage;

namespace Daybook;

/// <summary>A check-up: facts about a store, its volume and the system, and what to do about what is not right.</summary>
public static class StoreCheckup
{
    /// <summary>
    /// Collects facts and looks for what is wrong without reading events; <see cref="StoreVerification"/> does that. Takes no lock, may
    /// run beside a writer, and changes nothing but for a small file that it makes and removes to try how the volume flushes.
    /// </summary>
    /// <param name="path">The store's directory.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreUnavailableException">There is no store, its format is not known, or a file could not be read.</exception>
    public static Task<CheckupReport> RunAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Task.Run(() => LogErrors.Translated(() => Run(path, cancellationToken)), cancellationToken);
    }

    private static CheckupReport Run(string path, CancellationToken cancellationToken)
    {
        var checkup = new Checkup(new LogPaths(path), new LogOptions());
        checkup.Run(cancellationToken);
        return new CheckupReport(
            [new StoreFact("daybook", typeof(DaybookStore).Assembly.GetName().Version?.ToString() ?? "not known"), .. checkup.Facts.Select(static fact => new StoreFact(fact.Name, fact.Value))],
            [.. checkup.Findings.Select(static found => LogStorage.ToFinding(found.Finding, found.IsProblem))]);
    }
}
