namespace Daybook.House.Tree;

/// <summary>Where a rule is broken, and how.</summary>
/// <param name="Where">A path from the root of the repository, with the line where there is one; or a name.</param>
/// <param name="What">What is wrong and, where it is not plain, what to do instead.</param>
internal sealed record Violation(string Where, string What)
{
    public override string ToString() => $"{Where}: {What}";
}
