namespace Daybook.Log.Index;

/// <summary>Tells the ids of durable items, which the files have only fingerprints of.</summary>
internal interface IItemIds
{
    Guid IdAt(long position);
}
