using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>A class is sealed, static or abstract: whether it may be derived from is a decision, never an accident.</summary>
public sealed class SealedByDefault
{
    [Fact]
    public void An_open_class_is_caught() =>
        Check.Catches(typeof(Open).FullName!, Violations([typeof(Open), typeof(Closed), typeof(Base), typeof(Still), typeof(IPort), typeof(Value)]));

    [Fact]
    public void Classes_are_sealed() => Check.Keeps(Violations(Assemblies.OfSource.SelectMany(Assemblies.Written)));

    private static IEnumerable<Violation> Violations(IEnumerable<Type> types) =>
        from type in types
        where type is { IsClass: true, IsSealed: false, IsAbstract: false }
        select new Violation(type.FullName!, "Seal it, or make it abstract.");

#pragma warning disable CA1852 // The specimen has to be open to be caught.
    private class Open;
#pragma warning restore CA1852

    private sealed class Closed;

    private abstract class Base;

    private static class Still;

    private interface IPort;

    private readonly record struct Value(int Number);
}
