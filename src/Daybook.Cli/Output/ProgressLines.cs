using System.Globalization;

namespace Daybook.Cli.Output;

/// <summary>Progress without a terminal: a line at every tenth, or when five seconds have passed since the last.</summary>
internal sealed class ProgressLines(Shell shell, string title, TimeProvider clock) : IProgress<Step>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long lastLineAt = clock.GetTimestamp();
    private int lastTenth;

    public void Report(Step value)
    {
        var tenth = (int)((value.Share ?? 0) * 10);
        if (tenth <= lastTenth && clock.GetElapsedTime(lastLineAt) < Interval)
        {
            return;
        }

        lastTenth = Math.Max(lastTenth, tenth);
        lastLineAt = clock.GetTimestamp();
        if (shell.IsJson)
        {
            shell.Talk.Json(json =>
            {
                json.WriteStartObject("progress");
                json.WriteNumber("events", value.Events);
                if (value.Share is { } share)
                {
                    json.WriteNumber("share", Math.Round(share, 3));
                }

                json.WriteEndObject();
            });
            return;
        }

        var percent = value.Share is { } part ? string.Create(CultureInfo.InvariantCulture, $"{part * 100:N0} %, ") : "";
        shell.Talk.Line(string.Create(CultureInfo.InvariantCulture, $"{title}: {percent}{value.Events:N0} events"));
    }
}
