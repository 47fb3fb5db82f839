namespace Daybook;

/// <summary>
/// An append names a stream that is closed; nothing was written. A closed stream stays readable and is never opened again:
/// record what is new in another stream.
/// </summary>
public sealed class StreamClosedException : DaybookException
{
    internal StreamClosedException(StreamName stream, Revision revision)
        : base(ErrorCodes.StreamClosed, $"Stream '{stream}' was closed by its revision {revision}. Nothing was written. Record what is new in another stream.")
    {
        Stream = stream;
        Revision = revision;
    }

    /// <summary>The stream.</summary>
    public StreamName Stream { get; }

    /// <summary>Its last revision, that of the event that closed it.</summary>
    public Revision Revision { get; }
}
