using Daybook.Import.Tests.Files;

namespace Daybook.Import.Tests.Importing;

public sealed class WholeFileTests
{
    [Fact]
    public async Task A_whole_file_is_imported_once_and_no_more()
    {
        using var directory = new TemporaryDirectory();
        await using var store = await DaybookStore.OpenAsync(directory.Store, null, Imports.Ended);
        var file = LoanFile.Find(directory);

        var first = await ImportAsync(store, file);
        var second = await ImportAsync(store, file);

        Assert.Equal(new ImportReport(file.Streams, file.Events, file.Events, 0, null), first);
        Assert.Equal(new ImportReport(file.Streams, file.Events, 0, file.Events, null), second);
        Assert.Equal(file.Events, (await store.GetHeadAsync(Imports.Ended)).Value);
    }

    private static async Task<ImportReport> ImportAsync(DaybookStore store, LoanFile file)
    {
        await using var input = File.OpenRead(file.Path);
        return await Importer.ImportAsync(store, input, ImportFormat.Xes, null, null, Imports.Ended);
    }
}
