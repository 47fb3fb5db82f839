namespace Daybook.Cli.Errors;

/// <summary>What the tool tells its caller (docs/reference/cli.md).</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int No = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int Conflict = 4;
    public const int Unavailable = 5;
    public const int Damaged = 6;
    public const int Locked = 7;
    public const int Interrupted = 130;
    public const int Terminated = 143;
}
