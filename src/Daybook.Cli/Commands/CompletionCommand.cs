using System.CommandLine;
using Daybook.Cli.Completion;
using Daybook.Cli.Errors;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook completion SHELL</c>: a script that asks the tool itself what may follow.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };

    public static Command Make()
    {
        Shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new ToolCommand(
            "completion",
            "Print a completion script for a shell.",
            "completion bash > ~/.local/share/bash-completion/completions/daybook",
            "completion zsh > ~/.zfunc/_daybook",
            "completion fish > ~/.config/fish/completions/daybook.fish")
        {
            Shell,
        };
        command.Runs(static (parsed, shell, _) =>
        {
            var name = parsed.GetValue(Shell)!;
            if (shell.IsJson)
            {
                shell.Data.Json(json =>
                {
                    json.WriteString("shell", name);
                    json.WriteString("script", CompletionScripts.For(name));
                });
            }
            else
            {
                shell.Data.Line(CompletionScripts.For(name));
            }

            return Task.FromResult(ExitCodes.Ok);
        });
        return command;
    }
}
