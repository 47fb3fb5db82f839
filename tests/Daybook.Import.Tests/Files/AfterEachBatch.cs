namespace Daybook.Import.Tests.Files;

/// <summary>Does something after each batch, before the import goes on.</summary>
internal sealed class AfterEachBatch(Action<int, ImportProgress> action) : IProgress<ImportProgress>
{
    public int Batches { get; private set; }

    public void Report(ImportProgress value) => action(++Batches, value);
}
