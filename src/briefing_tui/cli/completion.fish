# briefing in fish. The command is asked as it was typed, so that a path does as well.
function __briefing_complete
    set -l current (commandline -ct)
    set -l typed (commandline -opc)
    set -l command (string replace -r '^~' $HOME -- $typed[1])
    for line in ($command completion fish -- $typed[2..] $current 2>/dev/null)
        set -l parts (string split \t -- $line)
        switch $parts[1]
            case file
                __fish_complete_path (string unescape -- $current)
            case '*'
                echo $parts[2]\t$parts[3]
        end
    end
end
complete -c briefing -f -a '(__briefing_complete)'
