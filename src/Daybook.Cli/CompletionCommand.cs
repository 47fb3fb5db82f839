using System.CommandLine;

namespace Daybook.Cli;

/// <summary><c>daybook completion SHELL</c>: a script that asks the tool itself what may follow.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };

    public static Command Make()
    {
        Shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new Command("completion", "Print a completion script for a shell.") { Shell };
        command.SetAction(static parsed =>
        {
            Console.Out.WriteLine(ScriptFor(parsed.GetValue(Shell)!));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static string ScriptFor(string shell) => shell switch
    {
        "bash" => """
            _daybook() { COMPREPLY=($(compgen -W "$(daybook "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2> /dev/null)" -- "${COMP_WORDS[COMP_CWORD]}")); }
            complete -F _daybook daybook
            """,
        "zsh" => """
            _daybook() { compadd -- $(daybook "[suggest:${CURSOR}]" "${BUFFER}" 2> /dev/null) }
            compdef _daybook daybook
            """,
        "fish" => """complete -f -c daybook -a '(daybook "[suggest:"(commandline -C)"]" (commandline -cp) 2> /dev/null)'""",
        _ => """
            Register-ArgumentCompleter -Native -CommandName daybook -ScriptBlock {
              param($word, $line, $position) daybook "[suggest:$position]" "$line" | Where-Object { $_ -like "$word*" }
            }
            """,
    };
}
