using System.Xml;

namespace Daybook.Import.Xes;

/// <summary>The XML reader keeps every name it meets for ever; a file with ever new names must not fill the memory.</summary>
internal sealed class BoundedNames : NameTable
{
    /// <summary>Different names of elements and attributes in one file at most; XES itself has about thirty.</summary>
    public const int MaxNames = 10_000;

    private int added;

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? AddNew(new string(key, start, len));

    public override string Add(string key) => Get(key) ?? AddNew(key);

    private string AddNew(string name)
    {
        if (++added > MaxNames)
        {
            throw new XmlException($"The file has more than {MaxNames} different names of elements and attributes.");
        }

        return base.Add(name);
    }
}
