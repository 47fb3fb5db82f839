using System.Globalization;
using System.Text.Json;

namespace Daybook.Import.Xes;

/// <summary>Writes a value of XES as the JSON value that says the same.</summary>
internal static class XesValue
{
    /// <summary>Writes a value of an element of this name; false, and nothing written, when it is not one.</summary>
    public static bool TryWrite(Utf8JsonWriter json, string element, string value)
    {
        switch (element)
        {
            case XesNames.String or XesNames.Date or XesNames.Id:
                json.WriteStringValue(value);
                return true;
            case XesNames.Int:
                return TryWriteInt(json, value);
            case XesNames.Float:
                return TryWriteFloat(json, value);
            case XesNames.Boolean:
                return TryWriteBoolean(json, value);
            default:
                return false;
        }
    }

    private static bool TryWriteInt(Utf8JsonWriter json, string value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        json.WriteNumberValue(number);
        return true;
    }

    private static bool TryWriteFloat(Utf8JsonWriter json, string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        // JSON has no words for them.
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(value);
        }

        return true;
    }

    private static bool TryWriteBoolean(Utf8JsonWriter json, string value)
    {
        if (value is not ("true" or "false" or "1" or "0"))
        {
            return false;
        }

        json.WriteBooleanValue(value is "true" or "1");
        return true;
    }
}
