namespace Daybook;

/// <summary>
/// One SHA-256 for everything recorded up to a position (docs/format/digests.md). Kept somewhere else, it tells later whether any
/// of these events was changed, removed or moved since.
/// </summary>
/// <param name="UpTo">The last position that it covers, inclusive; at least 1.</param>
/// <param name="Sha256">64 hexadecimal digits, lower case.</param>
public sealed record RecordDigest(Position UpTo, string Sha256);
