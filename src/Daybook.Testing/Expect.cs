namespace Daybook.Testing;

/// <summary>What the cases demand, without any test framework.</summary>
internal static class Expect
{
    public static void Same<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new ContractViolationException($"{what}: expected {expected}, got {actual}.");
        }
    }

    public static void SameList<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what) =>
        Same(string.Join(", ", expected), string.Join(", ", actual), what);

    public static async Task<TException> ThrowsAsync<TException>(Func<Task> action, string code)
        where TException : DaybookException
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (TException thrown)
        {
            Same(code, thrown.Code, "code of the error");
            return thrown;
        }

        throw new ContractViolationException($"{typeof(TException).Name} ({code}) was expected, and nothing was thrown.");
    }
}
