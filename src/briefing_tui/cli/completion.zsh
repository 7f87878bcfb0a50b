#compdef briefing
# briefing in zsh. The command is asked as it was typed, so that a path does as well.
_briefing() {
    local command=${words[1]/#\~/$HOME} kind value help files
    local -a plain
    while IFS=$'\t' read -r kind value help; do
        case $kind in
            file) files=1 ;;
            *) plain+=("${value//:/\\:}${help:+:$help}") ;;
        esac
    done < <("$command" completion zsh -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)
    (( $#plain )) && _describe briefing plain
    [[ -n $files ]] && _files
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _briefing "$@"
else
    compdef _briefing briefing
fi
