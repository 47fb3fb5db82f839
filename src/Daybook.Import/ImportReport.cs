namespace Daybook.Import;

/// <summary>What an import found in its file and did.</summary>
/// <param name="Streams">Streams in the file.</param>
/// <param name="Events">Events in the file.</param>
/// <param name="Added">Events that were new to the store.</param>
/// <param name="AlreadyThere">Events that an earlier import had added.</param>
public sealed record ImportReport(long Streams, long Events, long Added, long AlreadyThere);
