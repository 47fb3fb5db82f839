using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>A file has at most one public type, and is named after it.</summary>
public sealed class OnePublicType
{
    [Fact]
    public void A_second_public_type_is_caught() => Check.Catches("src/A.cs:3", Violations(
        [new("src/A.cs", "public sealed record A;\ninternal sealed class Small { public enum Inner { X } }\npublic sealed record B;")]));

    [Fact]
    public void Another_name_is_caught() =>
        Check.Catches("src/A.cs:2", Violations([new("src/A.cs", "// public class A\npublic static class B { }")]));

    [Fact]
    public void The_files_have_one_public_type() => Check.Keeps(Violations(Repository.Files("src/", ".cs")));

    private static IEnumerable<Violation> Violations(IEnumerable<SourceFile> files)
    {
        foreach (var file in files)
        {
            var types = DeclaredTypes.Of(file).Where(type => type.IsPublic).ToList();
            foreach (var (name, _, index) in types.Skip(1))
            {
                yield return new Violation(file.At(index), $"{name} is a second public type; give it a file of its own.");
            }

            if (types is [var first, ..] && first.Name != Path.GetFileNameWithoutExtension(file.Name))
            {
                yield return new Violation(file.At(first.Index), $"Name the file after its public type {first.Name}.");
            }
        }
    }
}
