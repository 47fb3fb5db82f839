namespace Daybook;

/// <summary>
/// The store cannot do what was asked: it is not there, full, read-only, of an unknown format, its clock leapt, or a write
/// failed and stopped it. <see cref="DaybookException.Code"/> tells which; only for <see cref="ErrorCodes.StoreFailed"/> it is
/// unknown whether the append is recorded, in all other cases nothing was written.
/// </summary>
public sealed class StoreUnavailableException : DaybookException
{
    internal StoreUnavailableException(string code, string message, Exception? inner = null)
        : base(code, message, inner)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => Code is ErrorCodes.StoreFull;
}
