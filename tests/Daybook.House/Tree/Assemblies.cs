using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;

namespace Daybook.House.Tree;

/// <summary>The built projects of src, with the lines of their methods from the debug symbols.</summary>
internal static class Assemblies
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<Assembly> OfSource { get; } =
    [
        .. Repository.Paths
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(path => Assembly.Load(Path.GetFileNameWithoutExtension(path))),
    ];

    /// <summary>Types that somebody wrote; what the compiler or a generator made is left out.</summary>
    public static IEnumerable<Type> Written(Assembly assembly) => assembly.GetTypes().Where(type => !IsGenerated(type));

    /// <summary>Methods that somebody wrote, in any type.</summary>
    public static IEnumerable<MethodShape> Methods(Assembly assembly) => Methods(assembly, Written(assembly));

    public static IEnumerable<MethodShape> Methods(Assembly assembly, IEnumerable<Type> types)
    {
        var bodies = Bodies(assembly);
        foreach (var method in types.SelectMany(type => type.GetMembers(Declared)).OfType<MethodBase>())
        {
            if (method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.Name.Contains('<', StringComparison.Ordinal))
            {
                continue;
            }

            if (bodies.TryGetValue(method.MetadataToken, out var body))
            {
                yield return new MethodShape(method, body.File, body.First, body.Last - body.First + 1);
            }
            else if (method.IsAbstract)
            {
                yield return new MethodShape(method, null, 0, 0);
            }
        }
    }

    private static bool IsGenerated(Type type)
    {
        for (var one = type; one is not null; one = one.DeclaringType)
        {
            if (one.IsDefined(typeof(CompilerGeneratedAttribute)) || one.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))
                || one.Name.Contains('<', StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the bodies of methods lie, by metadata token; the body of an async method or iterator is that of its state machine.</summary>
    private static Dictionary<int, (string File, int First, int Last)> Bodies(Assembly assembly)
    {
        using var stream = File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb"));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        var symbols = provider.GetMetadataReader();
        var bodies = new Dictionary<int, (string, int, int)>();
        foreach (var handle in symbols.MethodDebugInformation)
        {
            var method = symbols.GetMethodDebugInformation(handle);
            var points = method.GetSequencePoints().Where(point => !point.IsHidden).ToList();
            if (points.Count == 0 || FileOf(symbols, points[0].Document) is not { } file)
            {
                continue;
            }

            var kickoff = method.GetStateMachineKickoffMethod();
            var owner = kickoff.IsNil ? handle.ToDefinitionHandle() : kickoff;
            bodies[MetadataTokens.GetToken(owner)] = (file, points.Min(point => point.StartLine), points.Max(point => point.EndLine));
        }

        return bodies;
    }

    /// <summary>The path below the root; null for generated files. A build server's symbols begin with a made-up root.</summary>
    private static string? FileOf(MetadataReader symbols, DocumentHandle handle)
    {
        var path = symbols.GetString(symbols.GetDocument(handle).Name).Replace('\\', '/');
        return Repository.Paths.FirstOrDefault(known => path.EndsWith('/' + known, StringComparison.Ordinal));
    }
}
