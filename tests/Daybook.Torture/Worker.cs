using System.Diagnostics;

namespace Daybook.Torture;

/// <summary>A real process that writes to a store, alone or under strace, and what it said.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];
    private readonly TaskCompletionSource isOpen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Worker(Process process) => this.process = process;

    /// <summary>Ends when the worker has said that its store is open, or has ended.</summary>
    public Task Opened => isOpen.Task;

    public int ProcessId => process.Id;

    public static Worker Start(string mode, string store, string? inject = null)
    {
        var worker = Path.Combine(AppContext.BaseDirectory, "Daybook.Torture.Worker");
        var start = new ProcessStartInfo(inject is null ? worker : "strace")
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        if (inject is not null)
        {
            foreach (var argument in new[] { "-f", "-o", "/dev/null", "-P", store, "-P", store + "/log", "-e", "inject=" + inject, worker })
            {
                start.ArgumentList.Add(argument);
            }

            foreach (var file in new[] { "superblock", "superblock.new", "head", "head.new", "log/00000000000000000001.seg", "log/00000000000000000001.seg.new", "log/00000000000000000003.seg", "log/00000000000000000003.seg.new", "log/00000000000000000005.seg", "log/00000000000000000005.seg.new" })
            {
                start.ArgumentList.Insert(3, store + "/" + file);
                start.ArgumentList.Insert(3, "-P");
            }
        }

        start.ArgumentList.Add(mode);
        start.ArgumentList.Add(store);
        start.Environment["DOTNET_TieredPGO"] = "0";
        var running = new Worker(Process.Start(start)!);
        running.process.OutputDataReceived += (_, said) => running.Take(said.Data);
        running.process.ErrorDataReceived += static (_, _) => { };
        running.process.BeginOutputReadLine();
        running.process.BeginErrorReadLine();
        return running;
    }

    public void Kill() => process.Kill();

    public void LetGo() => process.StandardInput.Close();

    /// <summary>Waits for the end, and gives everything that was said and the exit code.</summary>
    public async Task<(IReadOnlyList<string> Lines, int ExitCode)> EndAsync()
    {
        await process.WaitForExitAsync();
        lock (lines)
        {
            return ([.. lines], process.ExitCode);
        }
    }

    public async Task HasSaidAsync(int count)
    {
        while (!process.HasExited)
        {
            lock (lines)
            {
                if (lines.Count >= count)
                {
                    return;
                }
            }

            await Task.Yield();
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null or "open")
        {
            isOpen.TrySetResult();
        }

        if (line is not null)
        {
            lock (lines)
            {
                lines.Add(line);
            }
        }
    }
}
