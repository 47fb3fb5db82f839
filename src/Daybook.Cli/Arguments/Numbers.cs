using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Daybook.Cli.Arguments;

/// <summary>Options whose values are whole numbers or ids, refused in words that name the option.</summary>
internal static class Numbers
{
    public static Option<long?> Option(string name, long least, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            if (long.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
            {
                return number;
            }

            result.AddError($"{name} takes a whole number from {least} on, not '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    public static Guid? Id(ArgumentResult result)
    {
        if (Guid.TryParse(result.Tokens[0].Value, out var id))
        {
            return id;
        }

        result.AddError($"--id takes a UUID such as 0190163d-8694-739b-aea5-966c26f8ad91, not '{result.Tokens[0].Value}'.");
        return null;
    }
}
