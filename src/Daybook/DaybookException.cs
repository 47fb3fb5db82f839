namespace Daybook;

/// <summary>
/// Every error of Daybook that is not plain misuse (which is <see cref="ArgumentException"/> or
/// <see cref="ObjectDisposedException"/>). <see cref="Code"/> names the page <c>docs/errors/&lt;code&gt;.md</c>.
/// </summary>
public abstract class DaybookException : Exception
{
    private protected DaybookException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>True when the same call can succeed later without anybody changing anything.</summary>
    public virtual bool IsTransient => false;
}
