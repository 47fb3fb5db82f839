namespace Daybook.Log;

/// <summary>A stream's category is what stands before the first hyphen of its name.</summary>
internal static class Categories
{
    /// <summary>The category; the whole name when it has no hyphen or begins with one.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> stream) =>
        stream.IndexOf('-') is > 0 and var hyphen ? stream[..hyphen] : stream;

    /// <summary>The same in UTF-8.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> stream) =>
        stream.IndexOf((byte)'-') is > 0 and var hyphen ? stream[..hyphen] : stream;
}
