using Daybook.Log.Format;

namespace Daybook.Log.Digests;

/// <summary>The digest of everything up to a position.</summary>
internal sealed record DigestMark(long Position, Digest Digest);
