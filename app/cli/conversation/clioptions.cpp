// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/conversation/clioptions.h"

#include "app/cli/cliparser.h"
#include "model/bytes/escape.h"
#include "model/bytes/protocolpreset.h"
#include "model/files/jsonfields.h"
#include "model/replies/replyrules.h"
#include "model/replypreset.h"
#include "model/session/session.h"

#include <QFileInfo>
#include <QHash>

#include <cmath>

namespace {

using Form = CliFormatter::Form;

constexpr int maxSeconds = 1'000'000;

QString words(const char *text)
{
    return QString::fromUtf8(text);
}

void describeSending(QCommandLineParser &parser)
{
    parser.addOptions({
        {QStringLiteral("send"),
         words("Sends text with C escapes once open. May be repeated: all --send… options are sent in order, before "
               "standard input is read. A server sends them to the first client."),
         QStringLiteral("TEXT")},
        {QStringLiteral("send-hex"), words("Sends bytes in hexadecimal: \"01 03 00 ff\"."), QStringLiteral("HEX")},
        {QStringLiteral("send-file"), words("Sends the bytes of a file of any size."), QStringLiteral("FILE")},
        {QStringLiteral("send-to"),
         words("Where a relay sends --send… and standard input: server (on the connection of each client; the default) "
               "or clients."),
         QStringLiteral("SIDE")},
        {QStringLiteral("every"),
         words("Repeats --send and --send-hex at this interval, --count times or without end. Continues with the next "
               "peer when one has gone."),
         QStringLiteral("MS")},
        {QStringLiteral("count"), words("Sends --send and --send-hex N times; without --every, without a pause."),
         QStringLiteral("N")},
        {QStringLiteral("append"),
         words("Line ending appended to each --send, --send-hex and line of standard input: none, lf, cr or crlf. "
               "Default: lines of text keep their own ending, nothing is appended to the others."),
         QStringLiteral("ENDING")},
        {QStringLiteral("checksum"),
         words("Appends this checksum to each message, before the line ending. After the name, separated by commas: "
               "big or little (byte order), skip=N (leave out N bytes at the beginning), digits (as hexadecimal "
               "digits), modbus-ascii (the same, over bytes in hexadecimal). Names: socketscope-cli checksum --list"),
         QStringLiteral("NAME")},
        {QStringLiteral("no-stdin"), words("Does not read standard input.")},
        {QStringLiteral("reply"),
         words("Replies automatically: %1.").arg(ReplyPreset::names().join(QStringLiteral(", "))),
         QStringLiteral("PRESET")},
        {QStringLiteral("rules"), words("Replies by the rules in this JSON file (see the manual page)."),
         QStringLiteral("FILE")},
        {QStringLiteral("framing"),
         words("Where a message ends, for output and replies: line, delimiter:HEX, fixed:BYTES, "
               "length:offset=N,size=N,…, "
               "gap:MS, between:HEX,HEX, cobs or slip (see the manual page). Default: each piece as it was read. "
               "Overrides the framing in --rules."),
         QStringLiteral("FRAMING")},
        {QStringLiteral("protocol"),
         words("Sets framing, checksum, line ending and --hex or text for a protocol: %1. More on them: "
               "socketscope-cli protocols")
             .arg(ProtocolPreset::names().join(QStringLiteral(", "))),
         QStringLiteral("NAME")},
    });
}

void describeOutput(QCommandLineParser &parser)
{
    parser.addOptions({
        {QStringLiteral("encoding"), words("Text encoding of the other side (UTF-8)."), QStringLiteral("NAME")},
        {QStringLiteral("hex"),
         words("Standard input is lines of bytes in hexadecimal; each received record is printed as such a line.")},
        {QStringLiteral("raw"),
         words("Bytes unchanged, both ways. A server then ends as a client does, see --keep-open. UDP: each read of "
               "standard input, at most 8192 bytes, is a datagram. On a terminal, received bytes are still printed as "
               "text.")},
        {QStringLiteral("timestamps"),
         words("Starts each line with the local time of reception and, except for a TCP client, the sender. Each "
               "received record starts on a new line. Not with --raw.")},
        {QStringLiteral("capture"), words("Writes the log to this pcapng file and keeps it."), QStringLiteral("FILE")},
        {QStringLiteral("overwrite"), words("Lets --capture replace a file that exists.")},
        {QStringLiteral("stats"), words("Prints counters as one JSON object on standard error at exit.")},
    });
}

void describeEnd(QCommandLineParser &parser)
{
    parser.addOptions({
        {QStringLiteral("duration"), words("Exits after this time."), QStringLiteral("SECONDS")},
        {QStringLiteral("exit-after-recv"),
         words("Exits after N received records: datagrams, messages of --framing or --protocol, or pieces of a TCP "
               "stream "
               "as they were read (one message each if the peer pauses between messages)."),
         QStringLiteral("N")},
        {QStringLiteral("exit-on-close"),
         words("A server, or a client with reconnect=1, exits when the last peer has closed its connection. Other "
               "clients do so anyway.")},
        {QStringLiteral("keep-open"),
         words("The end of standard input changes nothing. Without this option, a client, or a server with --raw or "
               "--exit-on-close, then sends FIN, prints what it still receives, and exits when the peer closes.")},
    });
}

Result<CliOptions::Send> readFile(const QString &name)
{
    const QFileInfo file(name);
    if (!file.isFile() || !file.isReadable())
        return failure(QStringLiteral("--send-file: %1 is not a file that can be read.").arg(name));
    return CliOptions::Send{{}, name};
}

/// Reads --send, --send-hex and --send-file in the order of the command line.
Result<void> readSendItems(const QCommandLineParser &parser, CliOptions &options)
{
    PayloadFormat format = options.line;
    format.escapes = true;
    QHash<QString, qsizetype> used;
    for (const QString &name : parser.optionNames()) { // once for each time it is given
        if (name != u"send" && name != u"send-hex" && name != u"send-file")
            continue;
        const QString typed = parser.values(name).value(used[name]++);
        format.input = name == u"send" ? PayloadFormat::Input::Text : PayloadFormat::Input::Hex;
        const auto item = name == u"send-file"
            ? readFile(typed)
            : buildPayload(typed, format, *options.codec)
                  .map([](const QByteArray &bytes) {
                      return CliOptions::Send{bytes, {}};
                  })
                  .map_error([&](const Error &error) {
                      const QString text = parseEscapedText(typed).value_or(typed);
                      return Error{QStringLiteral("--%1 %2: %3%4")
                                       .arg(name, typed, JsonFields::withPosition(error),
                                            CliSubstitutions::hint(*options.codec, text))};
                  });
        if (!item)
            return tl::unexpected(item.error());
        if (name == u"send")
            options.substitutions.report(*options.codec, parseEscapedText(typed).value_or(typed));
        if (item->file.isEmpty() && item->bytes.isEmpty() && !isDatagram(options.url.role))
            return failure(QStringLiteral("--%1 needs something to send.").arg(name));
        options.sends.append(*item);
    }
    return {};
}

/// A whole number above 0, if the option is given.
Result<void> readNumber(const QCommandLineParser &parser, const QString &name, qint64 max, qint64 &number)
{
    if (!parser.isSet(name))
        return {};
    bool ok = false;
    number = parser.value(name).toLongLong(&ok);
    if (!ok || number <= 0 || number > max)
        return failure(QStringLiteral("--%1 needs a whole number from 1 to %2, not “%3”.")
                           .arg(name, QString::number(max), parser.value(name)));
    return {};
}

Result<void> readRepeating(const QCommandLineParser &parser, CliOptions &options)
{
    qint64 every = 0;
    qint64 count = parser.isSet(QStringLiteral("every")) ? 0 : 1;
    if (auto read = readNumber(parser, QStringLiteral("every"), 24 * 3600 * 1000, every); !read)
        return read;
    if (auto read = readNumber(parser, QStringLiteral("count"), 1'000'000'000'000, count); !read)
        return read;
    options.everyMs = int(every);
    options.count = quint64(count);
    if (!options.repeats() && !parser.isSet(QStringLiteral("count")))
        return {};
    if (parser.isSet(QStringLiteral("send-file")))
        return failure(QStringLiteral("A file is sent once: --every and --count cannot be combined with --send-file."));
    if (options.sends.isEmpty())
        return failure(QStringLiteral("--every and --count repeat --send and --send-hex, but neither is given."));
    return {};
}

/// What is sent once open, and the format of lines of standard input.
Result<void> readSends(const QCommandLineParser &parser, CliOptions &options)
{
    if (const auto protocol = ProtocolPreset::find(options.url.protocol)) {
        options.line = protocol->format;
        options.keepLineEnding = false;
    }
    if (const Framing messages = options.url.messages(); messages.hasBody())
        options.line.frame = messages;
    if (parser.isSet(QStringLiteral("checksum"))) {
        const auto use = ChecksumFormat::parse(parser.value(QStringLiteral("checksum")));
        if (!use)
            return failure(QStringLiteral("--checksum: %1").arg(JsonFields::withPosition(use.error())));
        options.line.checksum = *use;
    }
    if (parser.isSet(QStringLiteral("append"))) {
        const QStringList &endings = PayloadFormat::lineEndingNames();
        const qsizetype ending = endings.indexOf(parser.value(QStringLiteral("append")));
        if (ending < 0)
            return failure(QStringLiteral("--append needs one of %1, not “%2”.")
                               .arg(endings.join(QStringLiteral(", ")), parser.value(QStringLiteral("append"))));
        options.line.lineEnding = PayloadFormat::LineEnding(ending);
        options.keepLineEnding = false;
    }
    if (auto read = readSendItems(parser, options); !read)
        return read;
    options.line.input = options.form == Form::Hex ? PayloadFormat::Input::Hex : PayloadFormat::Input::Text;
    const QString side = parser.value(QStringLiteral("send-to"));
    if (parser.isSet(QStringLiteral("send-to")) && side != u"server" && side != u"clients")
        return failure(QStringLiteral("--send-to needs server or clients, not “%1”.").arg(side));
    if (side == u"clients")
        options.sendTo = Target::Kind::Clients;
    return {};
}

/// Puts --reply, --rules and --framing into the URL, which they override, and checks them.
Result<void> readReplies(const QCommandLineParser &parser, CliOptions &options)
{
    EndpointUrl &url = options.url;
    const bool reply = parser.isSet(QStringLiteral("reply"));
    const bool rules = parser.isSet(QStringLiteral("rules"));
    if (reply && rules)
        return failure(QStringLiteral("Only one of --reply and --rules may be given."));
    if (reply || rules) {
        url.reply = parser.value(QStringLiteral("reply"));
        url.rulesFile = parser.value(QStringLiteral("rules"));
    }
    if (reply) {
        if (const auto preset = ReplyPreset::parse(url.reply); !preset)
            return failure(QStringLiteral("--reply: %1").arg(JsonFields::withPosition(preset.error())));
    }
    if (parser.isSet(QStringLiteral("framing"))) {
        const QString text = parser.value(QStringLiteral("framing"));
        const auto framing = Framing::parse(text);
        if (!framing)
            return failure(QStringLiteral("--framing: %1 (at position %2 of %3)")
                               .arg(framing.error().message)
                               .arg(framing.error().position + 1)
                               .arg(text));
        url.framing = *framing;
    }
    const auto replies = Session::repliesOf(url, options.codec);
    if (!replies)
        return tl::unexpected(replies.error());
    const bool unframed = parser.isSet(QStringLiteral("framing")) && url.framing.kind == Framing::Kind::None;
    if (unframed && *replies && (*replies)->framing().value_or(Framing()).kind != Framing::Kind::None)
        return failure(
            QStringLiteral("--framing none cannot be combined with rules that set a framing. Remove it from the "
                           "file of rules."));
    return {};
}

Result<void> readForm(const QCommandLineParser &parser, CliOptions &options)
{
    const bool hex = parser.isSet(QStringLiteral("hex"));
    const bool raw = parser.isSet(QStringLiteral("raw"));
    const bool isHex = hex || ProtocolPreset::find(options.url.protocol).map(&ProtocolPreset::isHex).value_or(false);
    options.form = raw ? Form::Raw : isHex ? Form::Hex : Form::Text;
    options.timestamps = parser.isSet(QStringLiteral("timestamps"));
    if (hex && raw)
        return failure(QStringLiteral("Only one of --hex and --raw may be given."));
    if (raw && options.timestamps)
        return failure(QStringLiteral("--timestamps cannot be combined with --raw; use --hex or text."));
    return {};
}

Result<void> readEnd(const QCommandLineParser &parser, CliOptions &options)
{
    if (parser.isSet(QStringLiteral("duration"))) {
        bool ok = false;
        const double seconds = parser.value(QStringLiteral("duration")).toDouble(&ok);
        if (!ok || !(seconds > 0 && seconds <= maxSeconds)) // nor NaN
            return failure(QStringLiteral("--duration needs a number of seconds above 0, at most %1, not “%2”.")
                               .arg(QString::number(maxSeconds), parser.value(QStringLiteral("duration"))));
        options.durationMs = int(std::ceil(seconds * 1000));
    }
    if (auto read = readNumber(parser, QStringLiteral("exit-after-recv"), 1'000'000'000'000, options.exitAfterRecords);
        !read)
        return read;
    options.exitOnClose = parser.isSet(QStringLiteral("exit-on-close"));
    options.keepOpen = parser.isSet(QStringLiteral("keep-open"));
    if (options.exitOnClose && options.keepOpen)
        return failure(QStringLiteral("--keep-open and --exit-on-close contradict each other."));
    return {};
}

/// Refuses options that would change nothing: the user expects something that would not happen.
Result<void> refuseIneffective(const QCommandLineParser &parser, CliOptions &options)
{
    const bool udp = isDatagram(options.url.role);
    const bool relay = isRelay(options.url.role);
    const bool anySend = parser.isSet(QStringLiteral("send")) || parser.isSet(QStringLiteral("send-hex"));
    const bool built = anySend || (options.readStdin && options.form != Form::Raw);
    const struct
    {
        bool hasNoEffect;
        const char *option;
        const char *why;
    } rows[] = {
        {udp, "exit-on-close", "UDP has no connections."},
        {udp, "keep-open", "with UDP the end of standard input changes nothing."},
        {relay, "keep-open", "a relay is not closed at the end of standard input."},
        {!relay, "send-to", "it is for relays."},
        {!options.readStdin, "keep-open", "with --no-stdin connections are kept open anyway."},
        {options.replies(), "keep-open", "with --reply or --rules connections are kept open anyway."},
        {udp, "framing", "with UDP each datagram is a message."},
        {!options.replies() && options.form == Form::Raw, "framing", "with --raw the bytes are not split."},
        {!options.replies() && !anySend && options.form == Form::Raw, "protocol",
         "with --raw the bytes are unchanged."},
        {!built, "append", "it is for --send, --send-hex and lines of standard input."},
        {!built && options.url.protocol.isEmpty(), "checksum",
         "it is for --send, --send-hex and lines of standard input."},
    };
    for (const auto &row : rows) {
        if (row.hasNoEffect && parser.isSet(QLatin1StringView(row.option)))
            return failure(
                QStringLiteral("--%1 has no effect here: %2").arg(QLatin1StringView(row.option), words(row.why)));
    }
    return {};
}

} // namespace

Result<EndpointUrl> readUrl(const QString &text)
{
    return EndpointUrl::parse(text).map_error([&text](const Error &error) {
        return Error{
            QStringLiteral("%1 (at position %2 of %3)").arg(error.message, QString::number(error.position + 1), text)};
    });
}

bool CliOptions::endsWithInput() const
{
    if (isDatagram(url.role) || isRelay(url.role) || keepOpen || replies())
        return false;
    return exitOnClose || (isClient(url.role) ? !url.reconnect : form == Form::Raw);
}

bool CliOptions::sendsLinesInPieces() const
{
    return form == Form::Text && keepLineEnding && line.checksum.name.isEmpty() && !line.frame.hasBody()
        && !isDatagram(url.role);
}

void CliOptions::describe(CliParser &parser)
{
    parser.setRepeatable({QStringLiteral("send"), QStringLiteral("send-hex"), QStringLiteral("send-file")});
    parser.setMaybeEmpty({QStringLiteral("send"), QStringLiteral("send-hex")}); // an empty datagram
    describeSending(parser);
    describeOutput(parser);
    describeEnd(parser);
}

Result<CliOptions> CliOptions::read(const QCommandLineParser &parser, const QString &urlText)
{
    CliOptions options;
    const auto url = readUrl(urlText);
    if (!url)
        return tl::unexpected(url.error());
    options.url = *url;
    if (parser.isSet(QStringLiteral("encoding")) && !url->encoding.isEmpty())
        return failure(QStringLiteral("The encoding is given twice: by --encoding and in the URL."));
    if (parser.isSet(QStringLiteral("protocol")) && !url->protocol.isEmpty())
        return failure(QStringLiteral("The protocol is given twice: by --protocol and in the URL."));
    if (parser.isSet(QStringLiteral("protocol"))) {
        const auto protocol = ProtocolPreset::find(parser.value(QStringLiteral("protocol")));
        if (!protocol)
            return failure(QStringLiteral("--protocol: %1").arg(protocol.error().message));
        options.url.protocol = protocol->name;
    }
    if (parser.isSet(QStringLiteral("overwrite")) && !parser.isSet(QStringLiteral("capture"))
        && url->captureFile.isEmpty())
        return failure(QStringLiteral("--overwrite has no effect without --capture."));
    if (parser.isSet(QStringLiteral("capture")))
        options.url.captureFile = parser.value(QStringLiteral("capture"));
    options.url.overwrite = options.url.overwrite || parser.isSet(QStringLiteral("overwrite"));
    const QString encoding =
        parser.isSet(QStringLiteral("encoding")) ? parser.value(QStringLiteral("encoding")) : url->encoding;
    const auto codec = TextCodec::find(encoding.isEmpty() ? QStringLiteral("UTF-8") : encoding);
    if (!codec)
        return failure(QStringLiteral("--encoding: %1").arg(JsonFields::withPosition(codec.error())));
    options.codec = *codec;
    options.readStdin = !parser.isSet(QStringLiteral("no-stdin"));
    for (const auto part : {readForm, readReplies, readSends, readRepeating, readEnd, refuseIneffective}) {
        if (const auto read = part(parser, options); !read)
            return tl::unexpected(read.error());
    }
    options.stats = parser.isSet(QStringLiteral("stats"));
    return options;
}
