namespace Daybook;

/// <summary>The files of one kind in a store.</summary>
/// <param name="Kind"><c>.seg</c>, <c>.dig</c>, <c>.idx</c>, another extension in the directory of segments, <c>manifest</c>, <c>superblock</c>, <c>head</c>, <c>unfinished</c>, or <c>other</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="Bytes">Their lengths together.</param>
public sealed record FileCount(string Kind, int Count, long Bytes);
