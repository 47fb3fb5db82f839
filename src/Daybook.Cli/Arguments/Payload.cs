using System.CommandLine;
using System.Text;
using Daybook.Cli.Errors;
using Daybook.Cli.Output;

namespace Daybook.Cli.Arguments;

/// <summary>The payload of an event to append: from an argument, an option, a file or standard input.</summary>
internal static class Payload
{
    private const string StandardInput = "-";
    private const int GreatestBytes = 16 * 1024 * 1024;

    public static Argument<string?> Json { get; } = new("JSON") { Arity = ArgumentArity.ZeroOrOne, Description = "The payload; - reads standard input. Without one it is {}." };

    public static Option<string?> Data { get; } = new("--data") { HelpName = "JSON", Description = "The payload, instead of the argument; - reads standard input." };

    public static Option<FileInfo?> File { get; } = new("--file") { HelpName = "FILE", Description = "A file with the payload." };

    public static Option<bool> Raw { get; } = new("--raw") { Description = "Takes the payload byte by byte; it need not be JSON." };

    public static async Task<byte[]> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var texts = new[] { parsed.GetValue(Json), parsed.GetValue(Data) }.OfType<string>().ToArray();
        var file = parsed.GetValue(File);
        if (texts.Length + (file is null ? 0 : 1) > 1)
        {
            throw ToolException.Usage("The payload is given more than once.", "Give one of: the argument JSON, --data, --file.");
        }

        var bytes = file is not null ? await ReadAsync(file, cancellationToken)
            : texts is [StandardInput] ? await ReadStandardInputAsync(cancellationToken)
            : Encoding.UTF8.GetBytes(texts is [var text] ? text : "{}");
        return parsed.GetValue(Raw) ? bytes : Checked(bytes);
    }

    private static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = file.OpenRead();
        return await ReadAsync(stream, cancellationToken);
    }

    /// <summary>The runtime cannot stop a read of standard input, so it is left behind when the command is stopped.</summary>
    private static Task<byte[]> ReadStandardInputAsync(CancellationToken cancellationToken) =>
        Task.Run(async () => await ReadAsync(Console.OpenStandardInput(), CancellationToken.None), CancellationToken.None).WaitAsync(cancellationToken);

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var all = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await stream.ReadAsync(part, cancellationToken) is > 0 and var count)
        {
            all.Write(part, 0, count);
            if (all.Length > GreatestBytes)
            {
                throw ToolException.Usage("The payload is longer than 16 MiB.", "Keep large content elsewhere and record where it is.");
            }
        }

        return all.ToArray();
    }

    private static byte[] Checked(byte[] bytes)
    {
        var json = bytes.AsSpan();
        json = (json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json).Trim(" \t\r\n"u8);
        return JsonText.IsJson(json)
            ? json.ToArray()
            : throw ToolException.Usage(
                json.IsEmpty ? "The payload is empty." : $"The payload is not JSON: {Cells.Clean(Cells.Of(json[..Math.Min(json.Length, 60)]))}",
                "Put single quotes around JSON in a shell, as in '{\"sum\":5}'; or add --raw to record bytes that are not JSON.");
    }
}
