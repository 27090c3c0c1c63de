// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/clichecksum.h"
#include "app/cliconversation.h"
#include "app/cliexit.h"
#include "app/cliexport.h"
#include "app/openfilelimit.h"
#include "app/terminationsignals.h"
#include "model/replypreset.h"
#include "model/sending/replyrules.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

#include <cstdio>
#include <optional>

using namespace cliexit;

namespace {

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "Opens a socket and talks through it, without a screen.\n"
        "Endpoints: tcp-server://[BIND]:PORT  tcp://HOST:PORT  udp-server://[BIND]:PORT  udp://HOST:PORT"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("URL"),
                                 QStringLiteral("What to open; or the verb 'codecs', which "
                                                "lists the text encodings; or 'export' or 'checksum' "
                                                "(see socketscope-cli export --help)."));
    parser.addOptions({
        {QStringLiteral("encoding"), QStringLiteral("Text encoding of the other side (UTF-8)."),
         QStringLiteral("NAME")},
        {QStringLiteral("send"), QStringLiteral("Sends text with C escapes once open; may be repeated."),
         QStringLiteral("TEXT")},
        {QStringLiteral("checksum"),
         QStringLiteral("Puts this checksum behind what is sent, before the line break of a line. Behind the name may "
                        "stand, after commas: big or little (byte order), skip=N (bytes left out at the beginning), "
                        "digits (in hexadecimal), modbus-ascii (so, over bytes in hexadecimal). Names: "
                        "socketscope-cli checksum --list"),
         QStringLiteral("NAME")},
        {QStringLiteral("reply"),
         QStringLiteral("Answers by itself: %1.").arg(ReplyPreset::names().join(QStringLiteral(", "))),
         QStringLiteral("PRESET")},
        {QStringLiteral("rules"), QStringLiteral("Answers by the rules in this JSON file (see the README)."),
         QStringLiteral("FILE")},
        {QStringLiteral("framing"),
         QStringLiteral("What a message is that is answered: line, delimiter:HEX, fixed:BYTES, "
                        "length:offset=N,size=N,… or gap:MS (see the README); each piece as it came without it."),
         QStringLiteral("FRAMING")},
        {QStringLiteral("capture"), QStringLiteral("Writes the log to this pcapng file and keeps it."),
         QStringLiteral("FILE")},
        {QStringLiteral("no-stdin"), QStringLiteral("Does not read standard input.")},
        {QStringLiteral("duration"), QStringLiteral("Ends after this time."), QStringLiteral("SECONDS")},
        {QStringLiteral("stats"), QStringLiteral("Prints counters as one JSON object at the end.")},
    });
}

/// What is sent at once, and how lines are to be sent later.
Result<void> readSends(const QCommandLineParser &parser, CliConversation::Options &options)
{
    if (parser.isSet(QStringLiteral("checksum"))) {
        const auto use = ChecksumUse::parse(parser.value(QStringLiteral("checksum")));
        if (!use)
            return failure(QStringLiteral("--checksum: %1").arg(use.error().message));
        options.format.checksum = *use;
    }
    PayloadFormat escaped = options.format;
    escaped.escapes = true;
    for (const QString &text : parser.values(QStringLiteral("send"))) {
        const auto bytes = buildPayload(text, escaped, *options.codec);
        if (!bytes)
            return failure(QStringLiteral("--send %1: %2").arg(text, bytes.error().message));
        options.sends.append(*bytes);
    }
    return {};
}

/// Puts --reply and --rules into the URL, which they go before, and tries them.
Result<void> readReplies(const QCommandLineParser &parser, CliConversation::Options &options)
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
            return failure(QStringLiteral("--reply: %1").arg(preset.error().message));
    }
    if (rules && url.rulesFile.isEmpty())
        return failure(QStringLiteral("--rules needs a file."));
    if (parser.isSet(QStringLiteral("framing"))) {
        const auto framing = Framing::parse(parser.value(QStringLiteral("framing")));
        if (!framing)
            return failure(QStringLiteral("--framing: %1 (at position %2 of %3)")
                               .arg(framing.error().message)
                               .arg(framing.error().position + 1)
                               .arg(parser.value(QStringLiteral("framing"))));
        url.framing = *framing;
    }
    if (const auto replies = Session::repliesOf(url, options.codec); !replies)
        return tl::unexpected(replies.error());
    return {};
}

Result<CliConversation::Options> readOptions(const QCommandLineParser &parser, const QString &urlText)
{
    CliConversation::Options options;
    const auto url = EndpointUrl::parse(urlText);
    if (!url)
        return failure(QStringLiteral("%1 (at position %2 of %3)")
                           .arg(url.error().message)
                           .arg(url.error().position + 1)
                           .arg(urlText));
    options.url = *url;
    if (parser.isSet(QStringLiteral("capture")))
        options.url.captureFile = parser.value(QStringLiteral("capture"));
    QString encoding =
        parser.isSet(QStringLiteral("encoding")) ? parser.value(QStringLiteral("encoding")) : url->encoding;
    const auto codec = TextCodec::find(encoding.isEmpty() ? QStringLiteral("UTF-8") : encoding);
    if (!codec)
        return tl::unexpected(codec.error());
    options.codec = *codec;
    if (const auto replies = readReplies(parser, options); !replies)
        return tl::unexpected(replies.error());
    if (const auto read = readSends(parser, options); !read)
        return tl::unexpected(read.error());
    if (parser.isSet(QStringLiteral("duration"))) {
        bool ok = false;
        const double seconds = parser.value(QStringLiteral("duration")).toDouble(&ok);
        if (!ok || seconds <= 0 || seconds > 1e6)
            return failure(QStringLiteral("--duration needs a number of seconds above 0."));
        options.durationMs = int(seconds * 1000);
    }
    options.readStdin = !parser.isSet(QStringLiteral("no-stdin"));
    options.stats = parser.isSet(QStringLiteral("stats"));
    return options;
}

int listCodecs()
{
    for (const QString &name : TextCodec::names())
        std::printf("%s\n", qUtf8Printable(name));
    return 0;
}

int converse(const CliConversation::Options &options)
{
    CaptureStore store(QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/captures"));
    std::unique_ptr<CaptureFolder> folder;
    TrafficLog::Options logOptions;
    logOptions.file = options.url.captureFile;
    if (logOptions.file.isEmpty()) {
        auto created = store.create();
        if (!created)
            return fail(failed, created.error().message);
        folder = std::move(*created);
        logOptions.directory = folder->path();
    }
    const auto log = TrafficLog::create(logOptions);
    if (!log)
        return fail(failed, log.error().message);
    CliConversation conversation(options, *log);
    QObject::connect(
        &conversation, &CliConversation::finished, qApp, [](int code) { QCoreApplication::exit(code); },
        Qt::QueuedConnection);
    onTermination(&conversation, [&conversation] { conversation.stop(); });
    conversation.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("socketscope-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SOCKETSCOPE_VERSION));
    raiseOpenFileLimit();
    const QString verb = QCoreApplication::arguments().value(1);
    if (verb == u"export")
        return runExport(QCoreApplication::arguments());
    if (verb == u"checksum")
        return runChecksum(QCoreApplication::arguments());
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        return fail(usageError, parser.errorText());
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(0);
    const QStringList words = parser.positionalArguments();
    if (words.size() != 1)
        return fail(usageError, QStringLiteral("One endpoint URL is needed; see --help."));
    if (words.first() == u"codecs")
        return listCodecs();
    const auto options = readOptions(parser, words.first());
    return options ? converse(*options) : fail(usageError, options.error().message);
}
