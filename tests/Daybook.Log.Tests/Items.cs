using System.Text;

namespace Daybook.Log.Tests;

/// <summary>Items to append. An item's number is its id.</summary>
internal static class Items
{
    public static NewItem One(int number, int bytes = 8) => new("noted", Id(number), Payload(number, bytes));

    public static NewItem[] Many(int first, int count, int bytes = 8) =>
        [.. Enumerable.Range(first, count).Select(number => One(number, bytes))];

    public static Guid Id(int number) => new(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    public static StreamItems Part(string stream, Expected expected, params NewItem[] items) => new(stream, expected, items);

    private static byte[] Payload(int number, int bytes)
    {
        var payload = new byte[bytes];
        Encoding.ASCII.GetBytes($"{number}").AsSpan(0, Math.Min(bytes, $"{number}".Length)).CopyTo(payload);
        return payload;
    }
}
