// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/clichecksum.h"
#include "app/cli/cliconversation.h"
#include "app/cli/cliexit.h"
#include "app/cli/cliexport.h"
#include "app/cli/clilog.h"
#include "app/cli/clirun.h"
#include "app/processsetup.h"
#include "app/terminationsignals.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace cliexit;

namespace {

void describeConversation(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "Opens a socket and talks through it, without a screen.\n"
        "Endpoints: tcp-server://[BIND]:PORT  tcp://HOST:PORT  udp-server://[BIND]:PORT  udp://HOST:PORT\n"
        "Ends with 0: done, 1: the network failed or not all was sent, received or printed, 2: usage."));
    parser.addOption(helpOption());
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("URL"),
        QStringLiteral("What to open; or a verb: 'codecs' lists the text encodings; 'run', 'export' and 'checksum' see "
                       "socketscope-cli VERB --help."));
    CliOptions::describe(parser);
}

int listCodecs()
{
    for (const QString &name : TextCodec::names()) {
        const QString aliases = TextCodec::aliases(name).join(u' ');
        std::printf("%s\n", qUtf8Printable(QStringLiteral("%1 %2").arg(name, -15).arg(aliases).trimmed()));
    }
    return done;
}

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

int runConversation(const QStringList &arguments, bool hasStdin)
{
    QCommandLineParser parser;
    describeConversation(parser);
    const auto words =
        verbWords(parser, arguments, {QStringLiteral("send"), QStringLiteral("send-hex"), QStringLiteral("send-file")},
                  {QStringLiteral("send"), QStringLiteral("send-hex")});
    if (!words)
        return words.error();
    if (parser.isSet(QStringLiteral("version"))) {
        print(
            QStringLiteral("%1 %2\n").arg(QCoreApplication::applicationName(), QCoreApplication::applicationVersion()));
        return done;
    }
    if (words->value(0) == u"codecs")
        return arguments.size() == 2 ? listCodecs() : fail(usageError, QStringLiteral("codecs takes no arguments."));
    if (words->size() != 1)
        return fail(usageError, QStringLiteral("One endpoint URL is needed; see --help."));
    auto options = CliOptions::read(parser, words->first());
    if (!options)
        return fail(usageError, options.error().message);
    options->readStdin = options->readStdin && hasStdin;
    return converse(*options);
}

} // namespace

int main(int argc, char **argv)
{
    const bool hasStdin = setUpProcess();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("socketscope-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SOCKETSCOPE_VERSION));
    const QStringList arguments = QCoreApplication::arguments();
    const QString verb = arguments.value(1);
    return written(verb == u"export"         ? runExport(arguments)
                       : verb == u"checksum" ? runChecksum(arguments)
                       : verb == u"run"      ? runSession(arguments)
                                             : runConversation(arguments, hasStdin));
}
