using System.Reflection;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>A method has at most 60 lines from its first statement to its last, and 5 parameters; more parameters are a record.</summary>
public sealed class MethodBudget
{
    private const int Lines = 60;
    private const int Parameters = 5;

    [Fact]
    public void A_long_method_is_caught()
    {
        var method = Specimen(nameof(Specimens.ThreeStatements));

        Check.Catches("A.cs:7", Violations([new(method, "A.cs", 7, Lines + 1), new(method, "B.cs", 7, Lines)]));
    }

    [Theory]
    [InlineData(nameof(Specimens.ThreeStatements), 3)]
    [InlineData(nameof(Specimens.ThreeStatementsAsync), 3)]
    [InlineData(nameof(Specimens.SixParameters), 1)]
    public void Lines_are_counted_from_the_symbols(string method, int lines)
    {
        var shapes = Assemblies.Methods(typeof(Specimens).Assembly, [typeof(Specimens)]);

        // A debug build has points at the braces too.
        Assert.InRange(shapes.Single(shape => shape.Method.Name == method).Lines, lines, lines + 2);
    }

    [Fact]
    public void A_method_with_many_parameters_is_caught()
    {
        var shapes = Assemblies.Methods(typeof(Specimens).Assembly, [typeof(Specimens), typeof(Wide)]);

        Assert.Contains(nameof(Specimens.SixParameters), Assert.Single(Violations(shapes)).What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_methods_keep_their_budget()
    {
        var shapes = Assemblies.OfSource.SelectMany(Assemblies.Methods).ToList();

        Assert.True(shapes.Count > 300, $"Only {shapes.Count} methods were found; are the symbols there?");
        Check.Keeps(Violations(shapes));
    }

    private static IEnumerable<Violation> Violations(IEnumerable<MethodShape> methods)
    {
        foreach (var shape in methods)
        {
            // What initialises the static fields is one method to the compiler and a table to the reader.
            if (shape.Lines > Lines && shape.Method.Name != ConstructorInfo.TypeConstructorName)
            {
                yield return new Violation(shape.Where, $"{shape.Name} has {shape.Lines} lines; at most {Lines}.");
            }

            var parameters = shape.Method.GetParameters().Count(one => one.ParameterType != typeof(CancellationToken));
            if (parameters > Parameters && !IsOfRecord(shape.Method))
            {
                yield return new Violation(shape.Where, $"{shape.Name} has {parameters} parameters; at most {Parameters}.");
            }
        }
    }

    /// <summary>The constructor of a record lists its data, and records are what many parameters should become.</summary>
    private static bool IsOfRecord(MethodBase method) => method.IsConstructor
        && method.DeclaringType!.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static MethodInfo Specimen(string name) => typeof(Specimens).GetMethod(name)!;

    private sealed record Wide(int A, int B, int C, int D, int E, int F);

    private static class Specimens
    {
        public static int ThreeStatements(int value)
        {
            value++;
            value *= 2;
            return value;
        }

        public static async Task<int> ThreeStatementsAsync(Task<int> value)
        {
            var one = await value;
            one++;
            return one;
        }

        public static int SixParameters(int a, int b, int c, int d, int e, int f, CancellationToken cancellationToken) =>
            cancellationToken.IsCancellationRequested ? 0 : a + b + c + d + e + f;
    }
}
