using System.Buffers;
using System.Text;
using System.Text.Json;
using Daybook.Cli.Errors;

namespace Daybook.Cli.Output;

/// <summary>
/// What the tool says beside its data: lines on standard error, with <c>--json</c> a JSON object each. The data that was
/// found before stands in front of it.
/// </summary>
internal sealed class Talk(DataOutput data, bool isJson, bool usesColor)
{
    public TextWriter Writer { get; } = new StreamWriter(new StandardStream(StandardStream.Error), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    /// <summary>Something to know; scripts that want JSON are not told.</summary>
    public void Note(string text)
    {
        if (!isJson)
        {
            data.FlushForAnybody();
            Line(text);
        }
    }

    public void Error(ToolError error)
    {
        data.FlushForAnybody();
        if (isJson)
        {
            Json(json => WriteError(json, error));
            return;
        }

        var (on, off) = usesColor ? ("\e[1;31m", "\e[0m") : ("", "");
        Line($"{on}error {error.Code}{off}: {Cells.Clean(error.Message)}\n  Do this: {Cells.Clean(error.Remedy)}\n  Read: {error.Page}");
    }

    public void Json(Action<Utf8JsonWriter> content)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        Line(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    /// <summary>What happened, and the exit code that tells it, do not depend on somebody reading about it.</summary>
    public void Line(string text)
    {
        try
        {
            Writer.WriteLine(text);
        }
        catch (NobodyReadsException)
        {
        }
    }

    private static void WriteError(Utf8JsonWriter json, ToolError error)
    {
        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteNumber("exitCode", error.ExitCode);
        json.WriteString("message", error.Message);
        json.WriteString("remedy", error.Remedy);
        json.WriteString("docs", error.Page);
        foreach (var (name, value) in error.Details)
        {
            switch (value)
            {
                case long number:
                    json.WriteNumber(name, number);
                    break;
                case string text:
                    json.WriteString(name, text);
                    break;
                default:
                    json.WriteNull(name);
                    break;
            }
        }

        json.WriteEndObject();
    }
}
