using System.Reflection;
using Daybook.House.Tree;

namespace Daybook.House.Rules;

/// <summary>What can be awaited ends in Async and can be cancelled: optionally in public, on purpose inside.</summary>
public sealed class AsyncNaming
{
    private static readonly Type[] Awaited = [typeof(Task), typeof(Task<>), typeof(ValueTask), typeof(ValueTask<>), typeof(IAsyncEnumerable<>)];

    [Theory]
    [InlineData(nameof(Specimens.Append))]
    [InlineData(nameof(Specimens.NeverCancelledAsync))]
    [InlineData(nameof(Specimens.TokenFirstAsync))]
    [InlineData(nameof(Specimens.TokenRequiredAsync))]
    [InlineData(nameof(Specimens.TokenForgottenAsync))]
    [InlineData(nameof(Specimens.Read))]
    public void A_method_that_breaks_the_rule_is_caught(string method) =>
        Check.Catches("Specimens." + method, Violations([Of(method)]));

    [Theory]
    [InlineData(nameof(Specimens.AppendAsync))]
    [InlineData(nameof(Specimens.InsideAsync))]
    [InlineData(nameof(Specimens.DisposeAsync))]
    [InlineData(nameof(Specimens.CloseAsync))]
    [InlineData(nameof(Specimens.RunAsync))]
    [InlineData(nameof(Specimens.CountAsync))]
    [InlineData(nameof(Specimens.ThrowsAsync))]
    [InlineData(nameof(Specimens.A_case_is_a_sentence))]
    [InlineData(nameof(OneRun.StepAsync))]
    [InlineData(nameof(Specimens.Plain))]
    [InlineData("get_" + nameof(Specimens.Done))]
    public void A_method_that_keeps_the_rule_is_fine(string method) => Assert.Empty(Violations([Of(method)]));

    [Fact]
    public void The_methods_keep_the_rule() => Check.Keeps(Violations(
        Assemblies.OfSource.SelectMany(Assemblies.Methods).Select(shape => shape.Method).OfType<MethodInfo>()));

    private static IEnumerable<Violation> Violations(IEnumerable<MethodInfo> methods)
    {
        foreach (var method in methods.Where(method => IsAwaited(method.ReturnType) && IsOurs(method)))
        {
            var where = $"{method.DeclaringType!.Name}.{method.Name}";
            if (!method.Name.EndsWith("Async", StringComparison.Ordinal))
            {
                yield return new Violation(where, "It can be awaited; end its name in Async.");
            }
            else if (TokenFault(method) is { } fault)
            {
                yield return new Violation(where, fault);
            }
        }
    }

    private static string? TokenFault(MethodInfo method)
    {
        var parameters = method.GetParameters();
        var at = Array.FindIndex(parameters, one => one.ParameterType == typeof(CancellationToken));
        if (at < 0)
        {
            return NeedsNone(method, parameters) ? null : "It takes no CancellationToken.";
        }

        if (at != parameters.Length - 1)
        {
            return "The CancellationToken comes last.";
        }

        var isPublic = IsVisible(method);
        return parameters[at].IsOptional == isPublic ? null
            : isPublic ? "A public method's CancellationToken is optional."
            : "An internal method's CancellationToken is required, so that nobody forgets to hand it on.";
    }

    /// <summary>
    /// A private step may have nothing to wait for but its caller's work; closing is not given up halfway; the entry of a
    /// program is where tokens come from; what only awaits what it was given is cancelled with that; and an object made for
    /// one run got its token then.
    /// </summary>
    private static bool NeedsNone(MethodInfo method, ParameterInfo[] parameters) =>
        method.IsPrivate || IsMadeWithToken(method.DeclaringType!) || method.Name == "CloseAsync" || parameters is [{ Name: "args" }]
        || parameters.Any(one => IsAwaited(one.ParameterType) || GivesAwaited(one.ParameterType) || Carries(one.ParameterType));

    private static bool IsMadeWithToken(Type type) => type
        .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Any(one => one.GetParameters().Any(parameter => parameter.ParameterType == typeof(CancellationToken)));

    private static bool GivesAwaited(Type type) =>
        type.BaseType == typeof(MulticastDelegate) && IsAwaited(type.GetMethod("Invoke")!.ReturnType);

    private static bool Carries(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Any(one => one.PropertyType == typeof(CancellationToken));

    private static bool IsVisible(MethodInfo method) => method.DeclaringType!.IsVisible && (method.IsPublic || method.IsFamily);

    private static bool IsAwaited(Type type) => Awaited.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type);

    /// <summary>
    /// Names and parameters that an interface or a base class of the base library prescribes are not ours to choose; the name
    /// of a test case is a sentence.
    /// </summary>
    private static bool IsOurs(MethodInfo method)
    {
        var type = method.DeclaringType!;
        return !method.IsSpecialName
            && !method.Name.Contains('_', StringComparison.Ordinal)
            && method.GetBaseDefinition().DeclaringType == type
            && type.BaseType != typeof(MulticastDelegate)
            && (type.IsInterface || type.GetInterfaces()
                .Where(one => one.Namespace!.StartsWith("System", StringComparison.Ordinal))
                .All(one => !type.GetInterfaceMap(one).TargetMethods.Contains(method)));
    }

    private static MethodInfo Of(string name) =>
        (typeof(Specimens).GetMethod(name, (BindingFlags)(-1)) ?? typeof(OneRun).GetMethod(name, (BindingFlags)(-1)))!;

    /// <summary>Public, so that its public methods count as a surface.</summary>
    public abstract class Specimens : IAsyncDisposable
    {
        public abstract Task Append(CancellationToken cancellationToken = default);

        public abstract Task NeverCancelledAsync();

#pragma warning disable CA1068 // The specimen has to be wrong to be caught.
        public abstract Task TokenFirstAsync(CancellationToken cancellationToken = default, int number = 0);
#pragma warning restore CA1068

        public abstract Task TokenRequiredAsync(CancellationToken cancellationToken);

        internal abstract ValueTask<int> TokenForgottenAsync(CancellationToken cancellationToken = default);

        public abstract IAsyncEnumerable<int> Read(CancellationToken cancellationToken = default);

        public abstract ValueTask<int> AppendAsync(int number, CancellationToken cancellationToken = default);

        internal abstract Task InsideAsync(CancellationToken cancellationToken);

        public abstract ValueTask DisposeAsync();

        public abstract ValueTask CloseAsync();

        public abstract Task<int> RunAsync(string[] args);

        public abstract Task<int> CountAsync(IAsyncEnumerable<int> numbers);

        public abstract Task ThrowsAsync(Func<Task> action);

        public abstract Task A_case_is_a_sentence();

        public abstract Task Done { get; }

        public abstract int Plain();
    }

    /// <summary>What is made for one run takes the run's token once.</summary>
    public abstract class OneRun
    {
        private readonly CancellationToken cancel;

        protected OneRun(CancellationToken cancellationToken) => cancel = cancellationToken;

        public bool IsOver => cancel.IsCancellationRequested;

        public abstract Task StepAsync();
    }
}
