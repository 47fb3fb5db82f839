namespace Daybook.Log.Index;

/// <summary>What a term is of an item, besides its stream.</summary>
internal enum TermKind
{
    Category,
    Name,
    Tag,
}
