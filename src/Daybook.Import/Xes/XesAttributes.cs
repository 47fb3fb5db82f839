using Daybook.Import.Mapping;

namespace Daybook.Import.Xes;

/// <summary>The attributes of one trace or event that are texts or the like, by key.</summary>
internal sealed class XesAttributes : ColumnValues
{
    private readonly List<(string Key, string Value)> values = [];

    public override string? Find(string column)
    {
        foreach (var (key, value) in values)
        {
            if (key == column)
            {
                return value;
            }
        }

        return null;
    }

    public void Clear() => values.Clear();

    /// <summary>Keeps a value; false when the key is there already.</summary>
    public bool TryAdd(string key, string value)
    {
        if (Find(key) is not null)
        {
            return false;
        }

        values.Add((key, value));
        return true;
    }

    public int Count => values.Count;
}
