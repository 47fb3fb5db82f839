using System.Security.Cryptography;
using System.Text;

namespace Daybook;

/// <summary>Closes streams by an event behind all others.</summary>
internal static class StreamClosing
{
    /// <summary>The append as it is recorded; the same when it closes no stream. What is wrong with it is told later.</summary>
    public static IReadOnlyList<StreamEvents> Added(IReadOnlyList<StreamEvents> append)
    {
        for (var index = 0; append is not null && index < append.Count; index++)
        {
            if (append[index]?.Closes == true)
            {
                return [.. append.Select(Added)];
            }
        }

        return append!;
    }

    private static StreamEvents Added(StreamEvents part) =>
        part?.Closes == true ? part with { Events = [.. part.Events ?? [], EventOf(part.Stream)] } : part!;

    /// <summary>The same id each time, so that closing once more is a repetition.</summary>
    private static NewEvent EventOf(StreamName stream) => new(SystemEvents.StreamClosed, default)
    {
        Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{SystemEvents.StreamClosed} {stream.Value}")).AsSpan(0, 16)),
    };
}
