// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliconsole.h"
#include "app/cli/cliverbs.h"
#include "app/process.h"

#include <QCoreApplication>

namespace {

int runVerb(const QStringList &arguments, bool hasStdin)
{
    const QString verb = arguments.value(1);
    if (verb == u"export")
        return runExport(arguments);
    if (verb == u"checksum")
        return runChecksum(arguments);
    if (verb == u"run")
        return runDeviceTest(arguments);
    if (verb == u"codecs")
        return runCodecs(arguments);
    if (verb == u"protocols")
        return runProtocols(arguments);
    if (verb == u"lookup")
        return runLookup(arguments);
    if (verb == u"addresses")
        return runAddresses(arguments);
    if (verb == u"explain")
        return runExplain(arguments);
    return runEndpoint(arguments, hasStdin);
}

} // namespace

int main(int argc, char **argv)
{
    const bool hasStdin = setUpProcess();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("socketscope-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SOCKETSCOPE_VERSION));
    if (const QString error = argumentError(argc, argv); !error.isEmpty())
        return cliconsole::flush(cliconsole::fail(cliconsole::usageError, error));
    return cliconsole::flush(runVerb(QCoreApplication::arguments(), hasStdin));
}
