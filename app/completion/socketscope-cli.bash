# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
#
# Bash completion of socketscope-cli and socketscope

# Offers those of the words $1 that begin with what was typed.
_socketscope_words() {
    # shellcheck disable=SC2207
    COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

_socketscope_files() {
    compopt -o filenames 2>/dev/null
    local IFS=$'\n'
    # shellcheck disable=SC2207
    COMPREPLY=($(compgen -f -- "$cur"))
}

# What an endpoint URL begins with. Readline takes a colon for the end of a word.
_socketscope_urls() {
    compopt -o nospace 2>/dev/null
    local before=${COMP_LINE:0:COMP_POINT}
    before=${before##*[[:space:]]}
    if [[ $before == unix://* || $before == unix-server://* ]]; then
        # Readline's word begins after the colon: //path
        local IFS=$'\n'
        # shellcheck disable=SC2207
        COMPREPLY=($(compgen -f -P // -- "${before#*://}"))
        return
    fi
    [[ $before == *:* ]] && return
    _socketscope_words "tcp:// tcp-server:// tls:// tls-server:// tcp-relay:// tls-relay:// udp:// udp-server:// udp-relay:// multicast:// unix:// unix-server://"
}

# The value of the option $prev; false when it has none.
_socketscope_value() {
    case $prev in
    --encoding) _socketscope_words "$("$program" codecs 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')" ;;
    --checksum) _socketscope_words "$("$program" checksum --list 2>/dev/null | tr '\n' ' ')" ;;
    --framing) _socketscope_words "line delimiter: fixed: length: gap: between: cobs slip" ;;
    --protocol) _socketscope_words "$("$program" protocols 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')" ;;
    --append) _socketscope_words "none lf cr crlf" ;;
    --send-to) _socketscope_words "server clients" ;;
    --reply) _socketscope_words "echo time accepted greeting files= gbk-server" ;;
    --format) _socketscope_words "pcapng text netassist csv hexdump raw session" ;;
    --direction) _socketscope_words "rx tx" ;;
    --lang) _socketscope_words "en zh_CN zh_TW" ;;
    --theme) _socketscope_words "system light dark" ;;
    --endpoint) _socketscope_urls ;;
    --capture | --rules | --send-file | --output | --config) _socketscope_files ;;
    --send | --send-hex | --every | --count | --duration | --exit-after-recv | --peer) ;;
    *) return 1 ;;
    esac
}

_socketscope_cli() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} program=${COMP_WORDS[0]} verb=
    COMPREPLY=()
    [ "$COMP_CWORD" -gt 1 ] && verb=${COMP_WORDS[1]}
    _socketscope_value && return
    case $verb in
    run)
        if [[ $cur == -* ]]; then
            _socketscope_words "--endpoint --capture --overwrite --timestamps --help"
        else
            _socketscope_files
        fi
        ;;
    export)
        if [[ $cur == -* ]]; then
            _socketscope_words "--format --encoding --hex --bom --peer --direction --output --overwrite --help"
        else
            _socketscope_files
        fi
        ;;
    checksum)
        if [[ $cur == -* ]]; then
            _socketscope_words "--hex --list --help"
        elif [ "$COMP_CWORD" -eq 2 ]; then
            _socketscope_words "$("$program" checksum --list 2>/dev/null | tr '\n' ' ')"
        else
            _socketscope_files
        fi
        ;;
    lookup | explain | addresses)
        if [[ $cur == -* ]]; then
            _socketscope_words "--help"
        fi
        ;;
    codecs | protocols) ;;
    *)
        if [[ $cur == -* ]]; then
            _socketscope_words "--send --send-hex --send-file --send-to --every --count --append --checksum --no-stdin --reply \
                --rules --framing --protocol --encoding --hex --raw --timestamps --capture --overwrite --stats --duration --exit-after-recv \
                --exit-on-close --keep-open --help --version"
        elif [ "$COMP_CWORD" -eq 1 ]; then
            _socketscope_urls
            local urls=("${COMPREPLY[@]}")
            _socketscope_words "run export checksum codecs protocols lookup addresses explain"
            COMPREPLY=("${urls[@]}" "${COMPREPLY[@]}")
        else
            _socketscope_urls
        fi
        ;;
    esac
}

_socketscope() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    _socketscope_value && return
    if [[ $cur == -* ]]; then
        _socketscope_words "--lang --theme --private --config --help --help-all --version"
    else
        _socketscope_urls
        local urls=("${COMPREPLY[@]}")
        _socketscope_files
        COMPREPLY=("${urls[@]}" "${COMPREPLY[@]}")
    fi
}

complete -F _socketscope_cli socketscope-cli
complete -F _socketscope socketscope
