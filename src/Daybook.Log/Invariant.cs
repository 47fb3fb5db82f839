using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Daybook.Log;

/// <summary>
/// Checks that stay on in production. A broken invariant means that the program, not the input, is wrong:
/// the log stops rather than write or show something it cannot vouch for.
/// </summary>
internal static class Invariant
{
    public static void Holds(
        [DoesNotReturnIf(false)] bool condition,
        [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        if (!condition)
        {
            Broken(expression);
        }
    }

    [DoesNotReturn]
    private static void Broken(string expression) =>
        throw new LogException(LogFault.Failed, $"An invariant of the log does not hold: {expression}. Close the store and open it again; please report this.");
}
