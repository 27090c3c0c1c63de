// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/clichecksum.h"
#include "app/cli/clicodecs.h"
#include "app/cli/cliconsole.h"
#include "app/cli/cliendpoint.h"
#include "app/cli/cliexport.h"
#include "app/cli/clirun.h"
#include "app/processsetup.h"

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
    return runEndpoint(arguments, hasStdin);
}

} // namespace

int main(int argc, char **argv)
{
    const bool hasStdin = setUpProcess();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("socketscope-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SOCKETSCOPE_VERSION));
    return cliconsole::flush(runVerb(QCoreApplication::arguments(), hasStdin));
}
