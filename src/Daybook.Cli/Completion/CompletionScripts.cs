namespace Daybook.Cli.Completion;

/// <summary>
/// Scripts that ask the tool what may follow: <c>daybook "[suggest:PLACE]" LINE</c>. What comes back may hold names of
/// streams, which anybody may have chosen, so no shell may expand it. Options are offered once a dash is typed, files when
/// there is nothing else.
/// </summary>
internal static class CompletionScripts
{
    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => PowerShell,
    };

    private const string Bash = """
        # Completion of daybook for bash: source <(daybook completion bash)
        _daybook() {
          local tool=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} line one
          line="daybook${COMP_LINE:${#tool}}"
          COMPREPLY=()
          while IFS= read -r one; do
            [[ $one == -* && $word != -* ]] && continue
            [[ $one == "$word"* ]] && COMPREPLY+=("$(printf '%q' "$one")")
          done < <("${tool/#\~/$HOME}" "[suggest:$((COMP_POINT - ${#tool} + 7))]" "$line" 2> /dev/null)
        }
        complete -o default -F _daybook daybook ./daybook
        """;

    private const string Zsh = """
        #compdef daybook
        # Completion of daybook for zsh: source <(daybook completion zsh), behind compinit.
        _daybook() {
          local -a found
          local line="daybook${BUFFER#${words[1]}}" one
          for one in "${(@f)$("${words[1]}" "[suggest:$((CURSOR - ${#words[1]} + 7))]" "$line" 2> /dev/null)}"; do
            [[ -z $one || ( $one == -* && $PREFIX != -* ) ]] && continue
            found+=("$one")
          done
          if (( ${#found} )); then compadd -a found; else _files; fi
        }
        compdef _daybook daybook
        """;

    private const string Fish = """
        # Completion of daybook for fish: daybook completion fish | source
        function __daybook_complete
          set -l line (commandline -cp)
          daybook "[suggest:"(string length -- "$line")"]" "$line" 2> /dev/null
        end
        complete -c daybook -f -a '(__daybook_complete)'
        complete -c daybook -n '__fish_seen_subcommand_from import' -F
        """;

    private const string PowerShell = """
        # Completion of daybook for PowerShell: daybook completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName daybook -ScriptBlock {
          param($word, $line, $position) daybook "[suggest:$position]" "$line" | Where-Object { $_ -like "$word*" }
        }
        """;
}
