using Daybook;
using Daybook.Import;

namespace Loans;

/// <summary>Brings the file into the store. Each case becomes a stream such as loan-173688; running it again adds nothing.</summary>
static class LoanImport
{
    static readonly ImportMap Map = ImportMap.Parse("""{ "stream": "loan-{concept:name}" }""");

    /// <summary>False when it was stopped before the end.</summary>
    public static async Task<bool> RunAsync(DaybookStore store, FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = file.OpenRead();
        var options = new ImportOptions { Map = Map };
        var report = await Importer.ImportAsync(store, stream, ImportFormat.Xes, options, null, cancellationToken);
        Console.Error.WriteLine($"{report.Events} events of {report.Streams} loans: {report.Added} added, {report.AlreadyThere} were there. {report.ResumeHint}");
        return report.IsComplete;
    }
}
