namespace Daybook.Log;

/// <summary>Names of items that the log itself looks at.</summary>
internal static class SystemNames
{
    /// <summary>The item that closes its stream: no item follows it there.</summary>
    public const string StreamClosed = "$stream-closed";
}
