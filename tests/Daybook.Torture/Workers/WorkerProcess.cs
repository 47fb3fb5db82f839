using System.Diagnostics;

namespace Daybook.Torture.Workers;

/// <summary>A real process that works with a store, alone or under another program, and what it said.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly List<string> lines = [];
    private readonly List<(string Start, int Count, TaskCompletionSource Reached)> awaited = [];
    private readonly CancellationTokenSource deadline = new(LongestLife);
    private Action<string>? heard;

    private WorkerProcess(Process process) => this.process = process;

    public int ProcessId => process.Id;

    /// <summary>Starts a worker.</summary>
    /// <param name="under">A program and its arguments that runs the worker; empty for none.</param>
    /// <param name="arguments">The mode, the store's path, and what the mode wants.</param>
    /// <param name="heard">Told every line at once, on the reading thread.</param>
    public static WorkerProcess Start(IReadOnlyList<string> under, IReadOnlyList<string> arguments, Action<WorkerProcess, string>? heard = null)
    {
        string[] command = [.. under, Path.Combine(AppContext.BaseDirectory, "Daybook.Torture.Worker"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (arguments[0] is "script" or "follow" or "starve")
        {
            // No thread is begun on the way: the order of calls would change, and without handles a new one ends the runtime.
            start.Environment["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1";
            start.Environment["DOTNET_TieredCompilation"] = arguments[0] == "starve" ? "0" : "1";
            start.Environment["DOTNET_gcConcurrent"] = "0";
        }

        var worker = new WorkerProcess(Process.Start(start)!);
        worker.heard = heard is null ? null : line => heard(worker, line);
        worker.process.OutputDataReceived += (_, said) => worker.Take(said.Data);
        worker.process.ErrorDataReceived += (_, said) => worker.Take(said.Data is null or ['s', 't', 'r', 'a', 'c', 'e', ':', ..] ? null : "error " + said.Data);
        worker.process.BeginOutputReadLine();
        worker.process.BeginErrorReadLine();
        return worker;
    }

    public void Kill() => process.Kill();

    public void Tell(string line) => process.StandardInput.WriteLine(line);

    public void EndInput() => process.StandardInput.Close();

    /// <summary>Ends when the worker has said so many lines with such a beginning; fails when it ends before.</summary>
    public async Task HasSaidAsync(string start, int count = 1)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (lines)
        {
            if (Count(start) >= count)
            {
                return;
            }

            awaited.Add((start, count, reached));
        }

        var first = await Task.WhenAny(reached.Task, process.WaitForExitAsync(deadline.Token));
        await first;
        Assert.True(reached.Task.IsCompleted, $"ended without '{start}':\n{string.Join('\n', lines)}");
    }

    /// <summary>Waits for the end, and gives everything that was said.</summary>
    public async Task<Said> EndAsync()
    {
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The worker hangs:\n{string.Join('\n', lines)}");
        }

        lock (lines)
        {
            return new Said([.. lines], process.ExitCode);
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            // With its children: a process that was under strace would live on.
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        deadline.Dispose();
    }

    private int Count(string start) => lines.Count(line => line.StartsWith(start, StringComparison.Ordinal));

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            lines.Add(line);
            foreach (var (start, count, reached) in awaited)
            {
                if (Count(start) >= count)
                {
                    reached.TrySetResult();
                }
            }
        }

        heard?.Invoke(line);
    }
}
