namespace Daybook.Log;

/// <summary>A stream's category is what stands before the first hyphen of its name.</summary>
internal static class Categories
{
    /// <summary>The category; the whole name when it has no hyphen or begins with one.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> stream) =>
        stream.IndexOf('-') is > 0 and var hyphen ? stream[..hyphen] : stream;
}
