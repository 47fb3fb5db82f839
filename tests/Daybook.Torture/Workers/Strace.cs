using System.Text.RegularExpressions;

namespace Daybook.Torture.Workers;

/// <summary>Runs workers under strace: to see every call on a store, to kill at one of them, to let one fail.</summary>
internal static partial class Strace
{
    /// <summary>The calls that a script makes on a store, in order.</summary>
    /// <param name="directory">The store, and what is above it: its name is made durable there.</param>
    /// <param name="follow">What to do while a reader has the store open; null for the script of a writer.</param>
    public static async Task<IReadOnlyList<SystemCall>> TraceAsync(StoreDirectory directory, Func<WorkerProcess, Task>? follow = null)
    {
        var log = Path.Combine(directory.Root, "trace");
        string[] under = ["strace", "-f", "--seccomp-bpf", "-y", "-s", "200", "-o", log, "-e", "trace=%file,%desc"];
        var said = await RunAsync(under, directory, follow);
        Assert.True(said.ExitCode == 0, said.ToString());
        var calls = Parse(await File.ReadAllLinesAsync(log), directory.Root, log);
        Assert.Single(calls.Select(static call => call.Thread).Distinct());
        return calls;
    }

    /// <summary>Runs a script that is killed when it makes a call, before the call does anything.</summary>
    public static Task<(Said Said, bool WasInjected)> KillAtAsync(StoreDirectory directory, SystemCall call, IEnumerable<string> paths) =>
        InjectAsync(directory, null, call, paths, [], $"{call.Name}:signal=KILL:when={call.Nth}");

    /// <summary>
    /// Runs a script in which a call fails. With seccomp strace looks at that call only and costs next to nothing; signals it
    /// does not give that way (6.1).
    /// </summary>
    /// <param name="directory">The store.</param>
    /// <param name="call">The call.</param>
    /// <param name="paths">The paths of all calls.</param>
    /// <param name="error">As strace names it.</param>
    /// <param name="forEver">Whether all later calls of the name fail as well.</param>
    /// <param name="follow">What to do while a reader has the store open; null for the script of a writer.</param>
    public static Task<(Said Said, bool WasInjected)> FailAtAsync(
        StoreDirectory directory, SystemCall call, IEnumerable<string> paths, string error, bool forEver = false, Func<WorkerProcess, Task>? follow = null) =>
        InjectAsync(directory, follow, call, paths, ["--seccomp-bpf"], $"{call.Name}:error={error}:when={call.Nth}{(forEver ? "+" : "")}");

    private static async Task<(Said Said, bool WasInjected)> InjectAsync(
        StoreDirectory directory, Func<WorkerProcess, Task>? follow, SystemCall call, IEnumerable<string> paths, string[] how, string injection)
    {
        var log = Path.Combine(directory.Root, "trace");
        string[] under =
        [
            "strace", "-f", .. how, "-o", log, .. paths.SelectMany(path => new[] { "-P", directory.Root + path }),
            "-e", $"trace={call.Name}", "-e", $"inject={injection}",
        ];
        var said = await RunAsync(under, directory, follow);
        return (said, (await File.ReadAllTextAsync(log)).Contains("(INJECTED)", StringComparison.Ordinal));
    }

    private static async Task<Said> RunAsync(string[] under, StoreDirectory directory, Func<WorkerProcess, Task>? follow)
    {
        using var worker = WorkerProcess.Start(under, [follow is null ? "script" : "follow", directory.Store, "1"]);
        if (follow is not null)
        {
            await worker.HasSaidAsync("open");
            await follow(worker);
            worker.EndInput();
        }

        return await worker.EndAsync();
    }

    /// <summary>Paths come out relative to the root, so that they fit every copy of the store.</summary>
    private static List<SystemCall> Parse(string[] lines, string root, string log)
    {
        var calls = new List<SystemCall>();
        var phase = "start";
        var durable = new HashSet<string>();
        foreach (var match in lines.Select(static line => Line().Match(line)).Where(static match => match.Success))
        {
            var (name, arguments) = (match.Groups[2].Value, match.Groups[3].Value);
            if (name == "write" && SaidLine().Match(arguments) is { Success: true } line)
            {
                phase = line.Groups[1].Value;
                continue;
            }

            var paths = PathIn().Matches(arguments).Select(static path => path.Groups[1].Value)
                .Where(path => path != log && (path == root || path.StartsWith(root + "/", StringComparison.Ordinal)))
                .Select(path => path[root.Length..]).Distinct().ToArray();
            if (paths.Length > 0 && name != "execve")
            {
                Note(durable, name, arguments);
                var nth = 1 + calls.Count(call => call.Name == name);
                calls.Add(new SystemCall(name, nth, paths, phase, int.Parse(match.Groups[1].Value))
                {
                    IsDurable = name == "pwrite64" && durable.Contains(Handle().Match(arguments).Groups[1].Value),
                });
            }
        }

        return calls;
    }

    /// <summary>Keeps the handles that were opened so that a write is durable when it returns.</summary>
    private static void Note(HashSet<string> durable, string name, string arguments)
    {
        if (name == "openat" && Opened().Match(arguments) is { Success: true } opened)
        {
            _ = arguments.Contains("O_DSYNC", StringComparison.Ordinal)
                ? durable.Add(opened.Groups[1].Value)
                : durable.Remove(opened.Groups[1].Value);
        }
    }

    [GeneratedRegex(@"= (\d+)<")]
    private static partial Regex Opened();

    [GeneratedRegex(@"^(\d+)<")]
    private static partial Regex Handle();

    [GeneratedRegex(@"^(\d+) +(\w+)\((.*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"""(open|closed|follow|try [\d/]+|ack|saw)\b")]
    private static partial Regex SaidLine();

    [GeneratedRegex(@"[""<](/[^"">]+)["">]")]
    private static partial Regex PathIn();
}
