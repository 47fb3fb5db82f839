using System.Runtime.InteropServices;
using Daybook.Cli.Errors;

namespace Daybook.Cli.Arguments;

/// <summary>
/// Ctrl+C and SIGTERM ask the command to stop where it can go on later; the second time they end the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;

    public StopSignals() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCodes.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCodes.Terminated)),
    ];

    public CancellationToken Token => stop.Token;

    /// <summary>The exit code for the signal that came, as shells have it; 130 when none has.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Interrupted;

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        stop.Dispose();
    }

    private void Stop(PosixSignalContext context, int exitCode)
    {
        if (!stop.IsCancellationRequested)
        {
            context.Cancel = true;
            ExitCode = exitCode;
            stop.Cancel();
        }
    }
}
