namespace Daybook;

/// <summary>
/// A name, an event or an append is not one that can be stored; nothing was written. The message tells what is wrong and
/// what is allowed. For values that a program passes wrongly (a negative revision) see <see cref="ArgumentException"/>.
/// </summary>
public sealed class InvalidInputException : DaybookException
{
    internal InvalidInputException(string code, string message, Exception? inner = null)
        : base(code, message, inner)
    {
    }
}
