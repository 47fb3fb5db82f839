using System.Globalization;

namespace Daybook.Testing.Contract;

/// <summary>Compares what was expected with what was found, and says both when they differ.</summary>
internal static class Expect
{
    public static void Equal<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new ContractViolationException(what, Text(expected), Text(actual));
        }
    }

    public static void Sequence<T>(string what, IEnumerable<T> expected, IEnumerable<T> actual)
    {
        var (wanted, found) = (expected.ToArray(), actual.ToArray());
        if (!wanted.SequenceEqual(found))
        {
            throw new ContractViolationException(what, List(wanted), List(found));
        }
    }

    public static void True(string what, bool holds) => Equal(what, true, holds);

    /// <summary>The failure of exactly this type that an action ends with.</summary>
    public static async Task<TException> ThrowsAsync<TException>(string what, Func<Task> action)
        where TException : Exception
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not ContractViolationException)
        {
            return failure as TException
                ?? throw new ContractViolationException(what, typeof(TException).Name, $"{failure.GetType().Name}: {failure.Message}");
        }

        throw new ContractViolationException(what, typeof(TException).Name, "no failure");
    }

    private static string List<T>(T[] items)
    {
        const int Shown = 20;
        var texts = string.Join(", ", items.Take(Shown).Select(static item => Text(item)));
        return string.Create(CultureInfo.InvariantCulture, $"{items.Length} [{texts}{(items.Length > Shown ? ", …" : "")}]");
    }

    private static string Text<T>(T value) => value switch
    {
        null => "null",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
