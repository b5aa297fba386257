package slipway.cli.help;

import java.util.List;
import java.util.stream.Collectors;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;

/// Scripts that complete commands in bash, zsh and fish. All that is fixed is in the script; only image names are asked
/// for, from `slipway images`.
public final class ShellCompletion {

    /// The names in the store. Tags of no name are left out.
    private static final String IMAGES = "slipway images --format '{{.Repository}}:{{.Tag}}' 2>/dev/null";

    private final List<Entry> entries;

    /// A command to complete.
    public record Entry(String name, String summary, Page page) {}

    public ShellCompletion(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /// For bash: one function, registered with `complete`.
    public String bash() {
        var out = new StringBuilder("""
                # Completion of slipway for bash.
                _slipway_images() {
                    %s | sed '/<none>/d'
                }

                _slipway() {
                    local cur prev cmd i
                    COMPREPLY=()
                    cur=${COMP_WORDS[COMP_CWORD]}
                    prev=${COMP_WORDS[COMP_CWORD-1]}
                    if declare -F __ltrimcolon_completions >/dev/null && declare -F _get_comp_words_by_ref >/dev/null; then
                        _get_comp_words_by_ref -n : cur prev
                    fi
                    cmd=
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        case ${COMP_WORDS[i]} in
                            --root|--color) i=$((i + 1)) ;;
                            -*) ;;
                            *) cmd=${COMP_WORDS[i]}; break ;;
                        esac
                    done
                    local options= words=
                    case $cmd in
                """.formatted(IMAGES));
        out.append("        '') words='").append(entries.stream().map(Entry::name).collect(Collectors.joining(" ")))
                .append("'\n")
                .append("            options='--root --color --help --version' ;;\n");
        entries.forEach(entry -> bash(out, entry));
        out.append("""
                    esac
                    if [[ $cur == -* ]]; then
                        COMPREPLY=($(compgen -W "$options" -- "$cur"))
                    else
                        case $words in
                            @files) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")) ;;
                            @directories) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")) ;;
                            @images) COMPREPLY=($(compgen -W "$(_slipway_images)" -- "$cur")) ;;
                            *) COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;
                        esac
                    fi
                    if declare -F __ltrimcolon_completions >/dev/null; then __ltrimcolon_completions "$cur"; fi
                }

                complete -F _slipway slipway
                """);
        return out.toString();
    }

    private static void bash(StringBuilder out, Entry entry) {
        out.append("        ").append(entry.name()).append(")\n");
        String names = entry.page().options().stream().flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" "));
        out.append("            options='").append(names).append("'\n            case $prev in\n");
        for (Option option : entry.page().options()) {
            if (option.takes() != Option.Takes.ONE && option.takes() != Option.Takes.SEVERAL) continue;
            out.append("                ").append(String.join("|", option.names())).append(") words='")
                    .append(bashWords(option.values()))
                    .append("' ;;\n");
        }
        out.append("                *) words='").append(bashWords(entry.page().operands().values()))
                .append("' ;;\n            esac ;;\n");
    }

    private static String bashWords(Candidates candidates) {
        return switch (candidates) {
            case Candidates.Words(var words) -> String.join(" ", words);
            case Candidates.Files _ -> "@files";
            case Candidates.Directories _ -> "@directories";
            case Candidates.Images _ -> "@images";
            case Candidates.Anything _ -> "";
        };
    }

    /// For zsh: a file named `_slipway` on the function path.
    public String zsh() {
        var out = new StringBuilder("""
                #compdef slipway
                # Completion of slipway for zsh.
                _slipway_images() {
                    local -a names
                    names=(${(f)"$(%s)"})
                    names=(${names:#*<none>*})
                    _values -w image ${names//:/\\\\:}
                }

                _slipway() {
                    local state line
                    typeset -A opt_args
                    _arguments -C '1:command:->command' '*::argument:->arguments'
                    case $state in
                        command)
                            local -a commands
                            commands=(
                """.formatted(IMAGES));
        entries.forEach(entry -> out.append("                ").append(quote(entry.name() + ":" + entry.summary()))
                .append('\n'));
        out.append("""
                            )
                            _describe command commands ;;
                        arguments)
                            case $line[1] in
                """);
        entries.forEach(entry -> zsh(out, entry));
        out.append("""
                            esac ;;
                    esac
                }

                if [ "$funcstack[1]" = _slipway ]; then _slipway "$@"; else compdef _slipway slipway; fi
                """);
        return out.toString();
    }

    private static void zsh(StringBuilder out, Entry entry) {
        out.append("                ").append(entry.name()).append(") _arguments");
        for (Option option : entry.page().options()) {
            for (String name : option.names()) {
                String repeat = option.takes() == Option.Takes.SEVERAL ? "*" : "";
                String text = "[" + option.help().replace("[", "(").replace("]", ")").replace(":", "\\:") + "]";
                String value = switch (option.takes()) {
                    case NOTHING -> text;
                    case ONE, SEVERAL -> text + ":" + option.label() + ":" + zshAction(option.values());
                    case PERHAPS_ONE -> "=-" + text + "::" + option.label() + ":" + zshAction(option.values());
                };
                out.append(" \\\n                    ").append(quote(repeat + name + value));
            }
        }
        out.append(" \\\n                    ").append(quote("*:argument:" + zshAction(entry.page().operands().values())))
                .append(" ;;\n");
    }

    private static String zshAction(Candidates candidates) {
        return switch (candidates) {
            case Candidates.Words(var words) -> "(" + String.join(" ", words) + ")";
            case Candidates.Files _ -> "_files";
            case Candidates.Directories _ -> "_files -/";
            case Candidates.Images _ -> "_slipway_images";
            case Candidates.Anything _ -> " ";
        };
    }

    /// For fish: one `complete` a command and option.
    public String fish() {
        var out = new StringBuilder("""
                # Completion of slipway for fish.
                complete -c slipway -f
                """);
        for (Entry entry : entries) {
            out.append("complete -c slipway -n __fish_use_subcommand -a ").append(entry.name()).append(" -d ")
                    .append(quote(entry.summary()))
                    .append('\n');
        }
        for (Entry entry : entries) {
            String start = "complete -c slipway -n '__fish_seen_subcommand_from " + entry.name() + "'";
            String operands = fishAction(entry.page().operands().values());
            if (!operands.isEmpty()) out.append(start).append(operands).append('\n');
            entry.page().options().forEach(option -> out.append(start).append(fish(option)).append('\n'));
        }
        return out.toString();
    }

    private static String fish(Option option) {
        var out = new StringBuilder();
        for (String name : option.names()) {
            out.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        switch (option.takes()) {
            case NOTHING -> {}
            case ONE, SEVERAL -> out.append(" -r").append(fishAction(option.values()));
            case PERHAPS_ONE -> out.append(fishAction(option.values()));
        }
        return out.append(" -d ").append(quote(option.help())).toString();
    }

    private static String fishAction(Candidates candidates) {
        return switch (candidates) {
            case Candidates.Words(var words) -> " -a " + quote(String.join(" ", words));
            case Candidates.Files _ -> " -F";
            case Candidates.Directories _ -> " -a '(__fish_complete_directories)'";
            case Candidates.Images _ -> " -a " + quote("(" + IMAGES.replace("'", "\"") + ")");
            case Candidates.Anything _ -> "";
        };
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
