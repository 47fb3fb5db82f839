namespace Daybook;

/// <summary>One thing in a store's files that is not as it should be.</summary>
/// <param name="File">The file, relative to the store's directory.</param>
/// <param name="ByteInFile">The byte at which it begins, from 0.</param>
/// <param name="What">What was found.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="IsDamage">True when recorded events are concerned; false for leftovers of a crash, which are harmless.</param>
public sealed record StoreFinding(string File, long ByteInFile, string What, string Remedy, bool IsDamage);
