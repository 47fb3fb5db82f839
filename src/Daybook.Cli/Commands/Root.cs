using System.CommandLine;
using System.CommandLine.Help;
using Daybook.Cli.Arguments;

namespace Daybook.Cli.Commands;

/// <summary>The root command: every command, the options that all have, and help with examples.</summary>
internal static class Root
{
    private const int HelpWidth = 120;

    public static RootCommand Make()
    {
        var root = new RootCommand("Daybook: an append-only record of what happened, and state at any time.")
        {
            DemoCommand.Make(),
            AppendCommand.Make(),
            ReadCommand.Make(),
            StreamsCommand.Make(),
            StateCommand.Make(),
            ImportCommand.Make(),
            CloseCommand.Make(),
            TruncateCommand.Make(),
            InfoCommand.Make(),
            VerifyCommand.Make(),
            BackupCommand.Make(),
            RestoreCommand.Make(),
            StatsCommand.Make(),
            RepairCommand.Make(),
            DoctorCommand.Make(),
            CompletionCommand.Make(),
        };
        root.Add(Shared.Store);
        root.Add(Shared.Json);
        root.Add(Shared.NoColor);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Aliases.Remove("/?"); // A stream may have such a name.
        help.Aliases.Remove("/h");
        help.Action = new HelpWithExamples(new HelpAction { MaxWidth = HelpWidth });
        return root;
    }
}
