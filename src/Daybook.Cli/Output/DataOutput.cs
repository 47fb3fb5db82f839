using System.Buffers;
using System.Text;
using System.Text.Json;
using Daybook.Cli.Errors;

namespace Daybook.Cli.Output;

/// <summary>What the command was asked for: lines or JSON on standard output, buffered.</summary>
internal sealed class DataOutput
{
    private const int BufferBytes = 64 * 1024;

    private readonly Stream stream;
    private readonly ArrayBufferWriter<byte> line = new();

    private DataOutput(Stream stream)
    {
        this.stream = stream;
        Writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { AutoFlush = true };
    }

    /// <summary>For those that want a writer; it goes through the same buffer.</summary>
    public TextWriter Writer { get; }

    public static DataOutput Standard() => new(new BufferedStream(new StandardStream(StandardStream.Output), BufferBytes));

    public void Line(string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes one JSON object on a line of its own.</summary>
    public void Json(Action<Utf8JsonWriter> content)
    {
        line.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        stream.Write(line.WrittenSpan);
        stream.WriteByte((byte)'\n');
    }

    public void Flush() => stream.Flush();

    /// <summary>The same where the answer is known already, so that it does not matter whether somebody reads it.</summary>
    public void FlushForAnybody()
    {
        try
        {
            stream.Flush();
        }
        catch (NobodyReadsException)
        {
        }
    }
}
