// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliverbs.h"

#include "app/cli/cliconsole.h"
#include "app/cli/clilog.h"
#include "app/cli/cliparser.h"
#include "app/cli/conversation/cliconversation.h"
#include "app/process.h"

#include <QCoreApplication>

using namespace cliconsole;

namespace {

int converse(const CliOptions &options)
{
    const auto log = CliLog::open(options.url);
    if (!log)
        return fail(failed, log.error().message);
    CliConversation conversation(options, log->log);
    QObject::connect(
        &conversation, &CliConversation::finished, qApp, [](int code) { QCoreApplication::exit(code); },
        Qt::QueuedConnection);
    onTermination(&conversation, [&conversation] { conversation.stop(); });
    conversation.start();
    return QCoreApplication::exec();
}

} // namespace

int runEndpoint(const QStringList &arguments, bool hasStdin)
{
    CliParser parser(QStringLiteral(
        "Opens a TCP, TLS, UDP or Unix socket, sends standard input and prints what is received.\n"
        "Endpoints: tcp-server://[BIND]:PORT  tcp://HOST:PORT  udp-server://[BIND]:PORT  udp://HOST:PORT\n"
        "           unix-server:///PATH  unix:///PATH\n"
        "  multicast://GROUP:PORT\n"
        "           tls-server://[BIND]:PORT  tls://HOST:PORT\n"
        "Relays: tcp-relay://[BIND]:PORT?to=HOST:PORT  tls-relay://…  udp-relay://[BIND]:PORT?to=HOST:PORT\n"
        "Exit code: 0 done, 1 network error or not everything was sent, received or printed, 2 usage error."));
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("URL"),
        QStringLiteral("The endpoint to open. Or a verb: 'codecs' lists the text encodings, 'protocols' the protocols, "
                       "'addresses' the addresses of this computer; for 'run', 'export', 'checksum', 'lookup' and "
                       "'explain' see socketscope-cli VERB --help."));
    CliOptions::describe(parser);
    const auto words = parser.words(arguments);
    if (!words)
        return words.error();
    if (parser.isSet(QStringLiteral("version"))) {
        print(
            QStringLiteral("%1 %2\n").arg(QCoreApplication::applicationName(), QCoreApplication::applicationVersion()));
        return done;
    }
    if (words->size() != 1)
        return fail(usageError, QStringLiteral("One endpoint URL is needed; see --help."));
    auto options = CliOptions::read(parser, words->first());
    if (!options)
        return fail(usageError, options.error().message);
    options->readStdin = options->readStdin && hasStdin;
    return converse(*options);
}
