// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cliexport.h"

#include "app/cliexit.h"
#include "app/terminationsignals.h"
#include "model/log/capturefile.h"
#include "model/log/capturekind.h"
#include "model/log/export/logexporter.h"
#include "model/log/export/loggedpeers.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <optional>

using namespace cliexit;

namespace {

/// The file is only read, so that it may be one that is still being written.
Result<std::shared_ptr<const TrafficLog>> openCapture(const QString &path)
{
    const auto kind = captureKind(path);
    if (!kind)
        return tl::unexpected(kind.error());
    if (*kind != CaptureKind::Own) {
        return failure(QStringLiteral("%1 is no capture that SocketScope wrote. Open it in the window, and export "
                                      "it from there.")
                           .arg(path));
    }
    auto log = TrafficLog::openFile(path);
    if (!log)
        return tl::unexpected(log.error());
    return *log;
}

void describeExport(QCommandLineParser &parser)
{
    QStringList names;
    for (const ExportFormatInfo &format : exportFormats())
        names.append(QLatin1StringView(format.name));
    parser.setApplicationDescription(QStringLiteral("Writes a capture in another format."));
    parser.addOption(helpOption());
    parser.addPositionalArgument(QStringLiteral("export"), QStringLiteral("The verb."));
    parser.addPositionalArgument(QStringLiteral("CAPTURE"), QStringLiteral("A file that --capture wrote."));
    parser.addOptions({
        {QStringLiteral("format"), names.join(QStringLiteral(", ")), QStringLiteral("NAME"), QStringLiteral("text")},
        {QStringLiteral("encoding"), QStringLiteral("Text encoding of the payloads (UTF-8)."), QStringLiteral("NAME"),
         QStringLiteral("UTF-8")},
        {QStringLiteral("hex"), QStringLiteral("netassist: payloads as hex.")},
        {QStringLiteral("bom"), QStringLiteral("Begins a text with a byte order mark, for Excel.")},
        {QStringLiteral("peer"),
         QStringLiteral("Only records of this peer; raw needs it where the capture has several."),
         QStringLiteral("ADDR:PORT")},
        {QStringLiteral("direction"), QStringLiteral("Only rx (received) or tx (sent) data; raw needs it."),
         QStringLiteral("rx|tx")},
        {QStringLiteral("output"), QStringLiteral("Writes here instead of to standard output."),
         QStringLiteral("FILE")},
        {QStringLiteral("overwrite"), QStringLiteral("Lets --output replace a file that exists.")},
    });
}

/// `127.0.0.1:5000`, `[::1]:5000`.
std::optional<SocketAddress> parseAddress(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool ok = false;
    const uint port = text.mid(colon + 1).toUInt(&ok);
    QString host = text.left(std::max<qsizetype>(colon, 0));
    const bool brackets = host.startsWith(u'[') && host.endsWith(u']');
    if (brackets)
        host = host.mid(1, host.size() - 2);
    const QHostAddress address(host);
    const bool ipv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    if (!ok || port > 65535 || address.isNull() || ipv6 != brackets)
        return {};
    return SocketAddress::fromHost(address, quint16(port));
}

/// Where a format is about one peer, and the log has one address only, that need not be named. For a format of
/// whole conversations it is the last connection.
Result<void> narrowToPeer(const TrafficLog &log, LogReader &records, const QString &format, bool wholeConversation,
                          StreamChoice &stream)
{
    QStringList addresses;
    const std::optional<SocketAddress> wanted = stream.remote;
    for (const LoggedPeer &peer : loggedPeers(records, log.first(), log.end(), [] { return true; })) {
        if (wanted && peer.remote != *wanted)
            continue;
        stream.remote = peer.remote;
        if (wholeConversation)
            stream.peer = peer.peer;
        if (const QString address = peer.remote.toString(); !addresses.contains(address) && addresses.size() < 20)
            addresses.append(address);
    }
    if (addresses.size() > 1) {
        return failure(
            QStringLiteral("--format %1 needs --peer, one of: %2").arg(format, addresses.join(QStringLiteral(", "))));
    }
    return {};
}

struct Choice
{
    ExportFormat format = ExportFormat::Text;
    ExportOptions options = {};
    StreamChoice stream = {};
};

Result<Choice> readChoice(const QCommandLineParser &parser)
{
    Choice choice;
    const auto format = exportFormatFromName(parser.value(QStringLiteral("format")));
    if (!format)
        return tl::unexpected(format.error());
    choice.format = *format;
    const auto codec = TextCodec::find(parser.value(QStringLiteral("encoding")));
    if (!codec)
        return tl::unexpected(codec.error());
    choice.options = {*codec, parser.isSet(QStringLiteral("hex")), parser.isSet(QStringLiteral("bom"))};
    if (const QString text = parser.value(QStringLiteral("peer")); parser.isSet(QStringLiteral("peer"))) {
        choice.stream.remote = parseAddress(text);
        if (!choice.stream.remote)
            return failure(
                QStringLiteral("--peer %1 is no IP address with a port, like 127.0.0.1:5000 or [::1]:5000.").arg(text));
    }
    const QString direction = parser.value(QStringLiteral("direction"));
    if (direction == u"rx" || direction == u"tx")
        choice.stream.direction = direction == u"rx" ? Direction::In : Direction::Out;
    else if (parser.isSet(QStringLiteral("direction")))
        return failure(QStringLiteral("--direction is rx or tx."));
    else if (exportFormatInfo(choice.format).streams == ExportStreams::OneStream)
        return failure(
            QStringLiteral("--format %1 needs --direction rx or tx.").arg(parser.value(QStringLiteral("format"))));
    return choice;
}

int writeToOutput(const ExportRequest &request)
{
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return fail(failed, out.errorString());
    const auto summary = exportRecords(request, out, {});
    if (!summary && readerHasGone())
        return done;
    if (!summary) {
        std::clearerr(stdout); // that is told
        return fail(failed, summary.error().message);
    }
    if (summary->records == 0 && request.log->end() > 0)
        fail(done, QStringLiteral("Nothing in the capture is of that peer and direction."));
    return done;
}

/// On a thread, so that SIGINT and SIGTERM leave no half of a file.
int writeToFile(const ExportRequest &request, const QString &file)
{
    LogExporter exporter;
    QObject::connect(&exporter, &LogExporter::finished, qApp, [](bool ok, const QString &message) {
        if (!message.isEmpty() || !ok)
            fail(failed, message.isEmpty() ? QStringLiteral("Interrupted; nothing was written.") : message);
        QCoreApplication::exit(ok ? done : failed);
    });
    onTermination(&exporter, [&exporter] { exporter.cancel(); });
    exporter.start(request, file);
    return QCoreApplication::exec();
}

} // namespace

int runExport(const QStringList &arguments)
{
    QCommandLineParser parser;
    describeExport(parser);
    const auto words = verbWords(parser, arguments);
    if (!words)
        return words.error();
    if (words->size() != 2)
        return fail(usageError, QStringLiteral("One capture file is needed; see socketscope-cli export --help."));
    auto choice = readChoice(parser);
    if (!choice)
        return fail(usageError, choice.error().message);
    const auto log = openCapture(words->at(1));
    if (!log)
        return fail(failed, log.error().message);
    const ExportStreams streams = exportFormatInfo(choice->format).streams;
    if (streams == ExportStreams::OnePeer || (streams == ExportStreams::OneStream && !choice->stream.remote)) {
        LogReader records(*log);
        const auto narrowed = narrowToPeer(**log, records, parser.value(QStringLiteral("format")),
                                           streams == ExportStreams::OnePeer, choice->stream);
        if (!narrowed)
            return fail(usageError, narrowed.error().message);
    }
    std::shared_ptr<RecordSelection> selection = std::make_shared<RangeSelection>(**log);
    if (choice->stream.peer || choice->stream.remote || choice->stream.direction)
        selection = std::make_shared<StreamSelection>(*log, selection, choice->stream);
    const ExportRequest request{*log, selection, choice->format, choice->options};
    const QString file = parser.value(QStringLiteral("output"));
    if (!parser.isSet(QStringLiteral("overwrite")) && capturefile::exists(file))
        return fail(failed, existsMessage(file));
    return file.isEmpty() || file == u"-" ? writeToOutput(request) : writeToFile(request, file);
}
