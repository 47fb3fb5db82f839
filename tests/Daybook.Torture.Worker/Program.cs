using Daybook.Torture.Worker;

// A process to be killed or starved: says what it tries and what was acknowledged, a line each, as soon as it is so.
var (mode, path, rest) = (args[0], args[1], args[2..]);
return mode switch
{
    "append" => await Modes.AppendAsync(path, int.Parse(rest[0]), int.Parse(rest[1]), int.Parse(rest[2])),
    "script" => await Modes.ScriptAsync(path, int.Parse(rest[0])),
    "follow" => await Modes.FollowAsync(path),
    "hold" => await Modes.HoldAsync(path),
    "read" => await Modes.ReadAsync(path),
    "import" => await Modes.ImportAsync(path, rest[0], rest[1], int.Parse(rest[2])),
    "starve" => await Modes.StarveAsync(path),
    _ when mode.StartsWith("race-", StringComparison.Ordinal) => await Daybook.Torture.Racers.RunAsync(path, mode),
    _ => throw new ArgumentException($"There is no mode {mode}."),
};
