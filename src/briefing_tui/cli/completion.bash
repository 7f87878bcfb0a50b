# briefing in bash 3.2 and newer. The command is asked as it was typed, so that a path does as well.
_briefing() {
    local command=${COMP_WORDS[0]/#\~/$HOME} current=${COMP_WORDS[COMP_CWORD]} kind value help
    [[ $current == = ]] && current=
    COMPREPLY=()
    while IFS=$'\t' read -r kind value help; do
        case $kind in
            file)
                type compopt &>/dev/null && compopt -o filenames
                while IFS= read -r value; do
                    type compopt &>/dev/null || printf -v value %q "$value"  # bash 3.2 does not quote it
                    COMPREPLY+=("$value")
                done < <(compgen -f -- "$current")
                ;;
            *) COMPREPLY+=("$value") ;;
        esac
    done < <("$command" completion bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _briefing briefing
