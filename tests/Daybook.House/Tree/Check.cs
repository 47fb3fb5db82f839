namespace Daybook.House.Tree;

/// <summary>How a rule meets the real tree, and how it is shown that it would have noticed.</summary>
internal static class Check
{
    public static void Keeps(IEnumerable<Violation> violations)
    {
        var all = string.Join(Environment.NewLine, violations);
        Assert.True(all.Length == 0, "The house is not kept:" + Environment.NewLine + all);
    }

    /// <summary>A planted violation must be found, and found at the right place.</summary>
    public static void Catches(string where, IEnumerable<Violation> violations) =>
        Assert.Equal([where], violations.Select(one => one.Where));
}
