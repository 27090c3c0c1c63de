// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliverbs.h"

#include "app/cli/clicapture.h"
#include "app/cli/cliconsole.h"
#include "app/cli/clilog.h"
#include "app/cli/cliparser.h"
#include "app/process.h"
#include "model/log/export/backgroundexport.h"
#include "model/log/loggedpeer.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

using namespace cliconsole;

namespace {

void describeExport(QCommandLineParser &parser)
{
    QStringList names;
    for (const ExportFormatInfo &format : exportFormats())
        names.append(QLatin1StringView(format.name));
    parser.addPositionalArgument(QStringLiteral("export"), QStringLiteral("The verb."));
    parser.addPositionalArgument(QStringLiteral("CAPTURE"),
                                 QStringLiteral("A file that --capture, tcpdump or Wireshark wrote (pcapng, pcap)."));
    parser.addOptions({
        {QStringLiteral("format"), names.join(QStringLiteral(", ")), QStringLiteral("NAME"), QStringLiteral("text")},
        {QStringLiteral("encoding"), QStringLiteral("Text encoding of the payloads (UTF-8)."), QStringLiteral("NAME"),
         QStringLiteral("UTF-8")},
        {QStringLiteral("hex"), QStringLiteral("With --format netassist: payloads in hexadecimal.")},
        {QStringLiteral("bom"), QStringLiteral("Starts text with a byte order mark, for Excel.")},
        {QStringLiteral("peer"),
         QStringLiteral("Only records of this peer; raw and session need it if the capture has several."),
         QStringLiteral("PEER")},
        {QStringLiteral("direction"), QStringLiteral("Only rx (received) or tx (sent) data; raw needs it."),
         QStringLiteral("rx|tx")},
        {QStringLiteral("output"), QStringLiteral("Writes to this file instead of standard output."),
         QStringLiteral("FILE")},
        {QStringLiteral("overwrite"), QStringLiteral("Lets --output replace a file that exists.")},
    });
}

/// `127.0.0.1:5000`, `[::1]:5000`, `/run/my.sock #3`.
std::optional<SocketAddress> parseAddress(const QString &text)
{
    if (auto local = SocketAddress::fromLocal(text))
        return local;
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

/// For a format of one peer: chooses the only address in the log, so that --peer is not needed, and for a format of
/// whole conversations (OnePeer) its last connection.
Result<void> narrowToPeer(const TrafficLog &log, LogReader &records, const QString &format, bool wholeConversation,
                          StreamChoice &stream)
{
    QStringList addresses;
    const std::optional<SocketAddress> wanted = stream.remote;
    for (const LoggedPeer &peer : listLoggedPeers(records, log.first(), log.end(), [] { return true; })) {
        if (wanted && peer.remote != *wanted)
            continue;
        stream.remote = peer.remote;
        if (wholeConversation)
            stream.peer = peer.id;
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
        return failure(QStringLiteral("--format: %1").arg(format.error().message));
    choice.format = *format;
    const auto codec = TextCodec::find(parser.value(QStringLiteral("encoding")));
    if (!codec)
        return failure(QStringLiteral("--encoding: %1").arg(codec.error().message));
    choice.options = {*codec, parser.isSet(QStringLiteral("hex")), parser.isSet(QStringLiteral("bom"))};
    const ExportFormatInfo &info = exportFormatInfo(choice.format);
    for (const auto &[option, takesIt] :
         {std::pair("hex", info.hasHex), {"bom", info.isText}, {"encoding", info.isText}}) {
        if (parser.isSet(QLatin1StringView(option)) && !takesIt)
            return failure(QStringLiteral("--%1 has no effect with --format %2.")
                               .arg(QLatin1StringView(option), QLatin1StringView(info.name)));
    }
    if (const QString text = parser.value(QStringLiteral("peer")); parser.isSet(QStringLiteral("peer"))) {
        choice.stream.remote = parseAddress(text);
        if (!choice.stream.remote)
            return failure(
                QStringLiteral("--peer needs an IP address with a port, like 127.0.0.1:5000 or [::1]:5000, or the name "
                               "of a local socket's peer, like '/run/my.sock #3', not “%1”.")
                    .arg(text));
    }
    const QString direction = parser.value(QStringLiteral("direction"));
    if (direction == u"rx" || direction == u"tx")
        choice.stream.direction = direction == u"rx" ? Direction::In : Direction::Out;
    else if (parser.isSet(QStringLiteral("direction")))
        return failure(QStringLiteral("--direction is rx or tx, not “%1”.").arg(direction));
    else if (exportFormatInfo(choice.format).streams == ExportStreams::OneStream)
        return failure(
            QStringLiteral("--format %1 needs --direction rx or tx.").arg(parser.value(QStringLiteral("format"))));
    return choice;
}

int exportToOutput(const ExportRequest &request)
{
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return fail(failed, out.errorString());
    const auto summary = exportRecords(request, out, {});
    if (!summary && isReaderGone())
        return done;
    if (!summary) {
        std::clearerr(stdout); // flush() need not report it again
        return fail(failed, summary.error().message);
    }
    const QString warning = exportWarning(*summary);
    return warning.isEmpty() ? done : fail(failed, warning);
}

/// On a thread, so that SIGINT and SIGTERM work while a write to standard output blocks.
int writeToOutput(const ExportRequest &request, CliCapture &capture)
{
    const std::unique_ptr<QThread> thread(QThread::create([&request] {
        const int code = exportToOutput(request);
        QMetaObject::invokeMethod(qApp, [code] { QCoreApplication::exit(code); });
    }));
    onTermination(thread.get(), [&capture] {
        capture.removeFolder();
        fail(failed, QStringLiteral("Interrupted; the output is not complete."));
        finishReports();
        std::_Exit(failed);
    });
    thread->start();
    const int code = QCoreApplication::exec();
    thread->wait();
    return code;
}

/// On a thread, so that SIGINT and SIGTERM leave no incomplete file.
int writeToFile(const ExportRequest &request, const QString &file)
{
    BackgroundExport exporter;
    QObject::connect(&exporter, &BackgroundExport::finished, qApp, [](bool ok, const QString &message) {
        if (!message.isEmpty() || !ok)
            fail(failed, message.isEmpty() ? QStringLiteral("Interrupted; nothing was written.") : message);
        QCoreApplication::exit(ok && message.isEmpty() ? done : failed);
    });
    onTermination(&exporter, [&exporter] { exporter.cancel(); });
    exporter.start(request, file);
    return QCoreApplication::exec();
}

} // namespace

int runExport(const QStringList &arguments)
{
    CliParser parser(QStringLiteral(
        "Writes a capture in another format.\n"
        "Exit code: 0 done, 1 the capture cannot be read to its end (the readable part is written) or has "
        "no matching records, or the output cannot be written, 2 usage error."));
    describeExport(parser);
    const auto words = parser.words(arguments);
    if (!words)
        return words.error();
    if (words->size() != 2)
        return fail(usageError, QStringLiteral("One capture file is needed; see socketscope-cli export --help."));
    auto choice = readChoice(parser);
    if (!choice)
        return fail(usageError, choice.error().message);
    auto capture = CliCapture::open(words->at(1));
    if (!capture)
        return fail(failed, capture.error().message);
    const std::shared_ptr<TrafficLog> log = capture->log();
    const ExportStreams streams = exportFormatInfo(choice->format).streams;
    if (streams == ExportStreams::OnePeer || (streams == ExportStreams::OneStream && !choice->stream.remote)) {
        LogReader records(log);
        const auto narrowed = narrowToPeer(*log, records, parser.value(QStringLiteral("format")),
                                           streams == ExportStreams::OnePeer, choice->stream);
        if (!narrowed)
            return fail(usageError, narrowed.error().message);
    }
    bool whole = capture->reportState();
    std::shared_ptr<RecordSelection> selection = std::make_shared<RangeSelection>(*log);
    if (choice->stream.peer || choice->stream.remote || choice->stream.direction) {
        selection = std::make_shared<StreamSelection>(log, selection, choice->stream);
        if (!selection->next(selection->first(), selection->end()))
            return fail(failed, QStringLiteral("Nothing in the capture matches that peer and direction."));
    }
    if (streams == ExportStreams::OneStream && capture->reportGaps(choice->stream.remote))
        whole = false;
    const ExportRequest request{log, selection, choice->format, choice->options};
    const QString file = parser.value(QStringLiteral("output"));
    if (const auto free = refuseExisting(file); !free && !parser.isSet(QStringLiteral("overwrite")))
        return fail(failed, free.error().message);
    const int code = file.isEmpty() || file == u"-" ? writeToOutput(request, *capture) : writeToFile(request, file);
    return whole ? code : failed;
}
