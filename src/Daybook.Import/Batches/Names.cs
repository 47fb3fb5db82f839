namespace Daybook.Import.Batches;

/// <summary>Makes names of texts of the file, whose errors say the line.</summary>
internal static class Names
{
    public static StreamName Stream(string text, TextPlace place)
    {
        try
        {
            return new StreamName(text);
        }
        catch (InvalidInputException failure)
        {
            throw Refused(place, failure);
        }
    }

    public static EventName Event(string text, TextPlace place)
    {
        try
        {
            return new EventName(text);
        }
        catch (InvalidInputException failure)
        {
            throw Refused(place, failure);
        }
    }

    public static Tag Tag(string text, TextPlace place)
    {
        try
        {
            return new Tag(text);
        }
        catch (InvalidInputException failure)
        {
            throw Refused(place, failure);
        }
    }

    private static ImportException Refused(TextPlace place, InvalidInputException failure) =>
        new(place, failure.Message, "Change it in the file, or map it to another name.", failure);
}
