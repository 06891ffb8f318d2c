
# Names of streams and kinds of sources are those of the container that runs.
_framedock_with_names() {
    _complete_framedock "$@"
    local word="${COMP_WORDS[COMP_CWORD]}" words=() place=() shown='' name i
    [[ "$word" == -* ]] && return
    for (( i = 1; i < COMP_CWORD; i++ )); do
        case "${COMP_WORDS[i]}" in
            --home|--pid) (( i + 1 < COMP_CWORD )) || return
                place+=("${COMP_WORDS[i]}" "${COMP_WORDS[i + 1]}"); (( i++ )) ;;
            -*) ;;
            *) words+=("${COMP_WORDS[i]}") ;;
        esac
    done
    case "${words[0]} ${#words[@]}" in
        'hz 1'|'start 1'|'stop 1'|'set 1'|'swap 1'|'streams 1') shown='streams' ;;
        'swap 2') shown='sources' ;;
        *) return ;;
    esac
    # The first line of a table has the titles of its columns; without any row there is a sentence instead.
    while read -r name _; do
        [[ "$name" == "$word"* ]] && COMPREPLY+=("$name")
    done < <("${COMP_WORDS[0]}" "$shown" "${place[@]}" 2> /dev/null | tail -n +2)
}
complete -F _framedock_with_names -o default framedock framedock.sh framedock.bash
