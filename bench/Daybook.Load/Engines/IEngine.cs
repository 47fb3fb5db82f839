namespace Daybook.Load.Engines;

/// <summary>
/// One store under measurement. Every append is durable when its call ends; what answers earlier has no place here. The
/// methods other than <see cref="AppendAsync"/> are called by one caller at a time.
/// </summary>
internal interface IEngine : IAsyncDisposable
{
    /// <summary>True when <see cref="AppendAsync"/> holds its thread until the flush, so that each writer needs one.</summary>
    bool BlocksWriters => false;

    /// <summary>Appends one event while nobody else appends.</summary>
    ValueTask AppendAloneAsync(byte[] data);

    /// <summary>Appends one event beside other writers, each of which has a number of its own from 0 on.</summary>
    ValueTask AppendAsync(int writer, byte[] data);

    /// <summary>Appends many events in one durable step.</summary>
    ValueTask AppendBatchAsync(IReadOnlyList<byte[]> batch);

    /// <summary>Reads all events in order, payloads included; returns how many there were.</summary>
    ValueTask<long> ScanAsync();
}
