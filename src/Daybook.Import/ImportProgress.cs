namespace Daybook.Import;

/// <summary>How far an import is; reported after each batch that was made durable or found already there.</summary>
/// <param name="EventsRead">Events of the file in the batches so far.</param>
/// <param name="EventsAdded">Those of them that were not in the store and are now.</param>
/// <param name="BytesRead">Bytes of the input, as it is given, that were read for them.</param>
/// <param name="BytesTotal">The input's size when it is known: all of it has been read when both are equal.</param>
public sealed record ImportProgress(long EventsRead, long EventsAdded, long BytesRead, long? BytesTotal);
