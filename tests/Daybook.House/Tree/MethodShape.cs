using System.Reflection;

namespace Daybook.House.Tree;

/// <summary>A method as the compiler saw it.</summary>
/// <param name="Method">The method or constructor.</param>
/// <param name="File">Its source file, from the root of the repository; null when it has no body.</param>
/// <param name="FirstLine">Where its body begins, from 1.</param>
/// <param name="Lines">Lines from the first to the last statement or brace of its body; 0 without a body.</param>
internal sealed record MethodShape(MethodBase Method, string? File, int FirstLine, int Lines)
{
    public string Where => File is null ? Name : $"{File}:{FirstLine}";

    public string Name => $"{Method.DeclaringType!.Name}.{Method.Name}";
}
