namespace Daybook.Import;

/// <summary>How far an import has come; reported after each batch.</summary>
/// <param name="EventsRead">Events of the file that have been dealt with.</param>
/// <param name="EventsAdded">Those of them that were new.</param>
/// <param name="BytesRead">Bytes of the input that have been read.</param>
/// <param name="BytesTotal">Bytes of the input; null when unknown.</param>
public sealed record ImportProgress(long EventsRead, long EventsAdded, long BytesRead, long? BytesTotal);
