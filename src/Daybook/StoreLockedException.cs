namespace Daybook;

/// <summary>
/// Another writer has the store open. Close it there, or open this one with <see cref="StoreOptions.ReadOnly"/>: readers are
/// unlimited.
/// </summary>
public sealed class StoreLockedException : DaybookException
{
    internal StoreLockedException(string message, int ownerProcessId, Exception inner)
        : base(ErrorCodes.StoreLocked, message, inner) => OwnerProcessId = ownerProcessId;

    /// <summary>The process that owns the store; 0 when it is not known.</summary>
    public int OwnerProcessId { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
