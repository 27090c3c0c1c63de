// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliverbs.h"

#include "app/cli/cliconsole.h"
#include "app/cli/cliparser.h"
#include "model/lookup/explanation.h"
#include "model/lookup/localcomputer.h"
#include "model/lookup/namelookup.h"
#include "model/lookup/question.h"

#include <QCoreApplication>

#include <algorithm>

using namespace cliconsole;

namespace {

constexpr qsizetype widestName = 24; // of a column; what is longer sticks out
constexpr qsizetype widestValue = 28;

/// In three columns.
void printFacts(const Facts &facts)
{
    const auto width = [&](QString Fact::*column, qsizetype most) {
        qsizetype widest = 0;
        for (const Fact &fact : facts)
            widest = std::max(widest, (fact.*column).size());
        return std::min(widest, most) + 2;
    };
    const qsizetype name = width(&Fact::name, widestName);
    const qsizetype value = width(&Fact::value, widestValue);
    for (const Fact &fact : facts) {
        QString line = fact.name.leftJustified(name - 2) + QStringLiteral("  ") + fact.value;
        if (!fact.note.isEmpty())
            line = line.leftJustified(name + value) + QStringLiteral("  ") + fact.note;
        print(line + u'\n');
    }
}

/// Reads the one argument of a verb, which may be of several words.
tl::expected<Question, int> readQuestion(const QStringList &arguments, const QString &verb, const QString &description,
                                         const QString &name, const QString &about)
{
    CliParser parser(description);
    parser.addPositionalArgument(verb, QStringLiteral("The verb."));
    parser.addPositionalArgument(name, about);
    const auto words = parser.words(arguments);
    if (!words)
        return tl::unexpected(words.error());
    const auto question = Question::parse(words->mid(1).join(u' '));
    if (!question)
        return tl::unexpected(fail(usageError, question.error().message));
    return *question;
}

/// Until the look-up has ended.
int printNames(const Question &question)
{
    NameLookup lookup;
    // Queued, as a look-up may fail before the event loop runs.
    const auto quit = [](int result) {
        QMetaObject::invokeMethod(
            qApp, [result] { QCoreApplication::exit(result); }, Qt::QueuedConnection);
    };
    QObject::connect(&lookup, &NameLookup::found, qApp, &printFacts);
    QObject::connect(&lookup, &NameLookup::finished, qApp, [&] { quit(lookup.hasAnswer() ? done : failed); });
    QObject::connect(&lookup, &NameLookup::failed, qApp, [&](const QString &message) { quit(fail(failed, message)); });
    if (question.network)
        lookup.start(question.network->address);
    else
        lookup.start(question.name);
    return QCoreApplication::exec();
}

void printInterface(const LocalInterface &interface)
{
    QStringList line{interface.name + QStringLiteral(": ") + interface.description};
    if (!interface.mac.isEmpty())
        line.append(QStringLiteral("MAC ") + interface.mac);
    if (interface.mtu > 0)
        line.append(QStringLiteral("MTU %1").arg(interface.mtu));
    print(u'\n' + line.join(QStringLiteral(", ")) + u'\n');
    for (const LocalInterface::Address &address : interface.addresses) {
        const IpNetwork &network = address.network;
        QString text = QStringLiteral("  %1/%2").arg(network.address.toString(), QString::number(network.prefix));
        if (!network.isIpv6())
            text = QStringLiteral("%1  mask %2").arg(text, -22).arg(network.mask().toString());
        if (!address.broadcast.isNull())
            text += QStringLiteral("  broadcast %1").arg(address.broadcast.toString());
        print(text + u'\n');
    }
}

} // namespace

int runLookup(const QStringList &arguments)
{
    const auto question = readQuestion(
        arguments, QStringLiteral("lookup"),
        QStringLiteral(
            "Prints all addresses of a host name and the names of these addresses, or the name of an address."),
        QStringLiteral("NAME"), QStringLiteral("A host name or an IP address."));
    if (!question)
        return question.error();
    if (question->name.isEmpty() && !question->network)
        return fail(usageError, QStringLiteral("A host name or an IP address is needed; see 'explain' for ports."));
    return printNames(*question);
}

int runExplain(const QStringList &arguments)
{
    const auto question =
        readQuestion(arguments, QStringLiteral("explain"),
                     QStringLiteral("Explains an IP address, its network, a port or a service; asks no name server."),
                     QStringLiteral("WHAT"),
                     QStringLiteral("ADDRESS, ADDRESS/PREFIX, ADDRESS MASK, PORT, ADDRESS:PORT or a service name."));
    if (!question)
        return question.error();
    Facts facts;
    if (question->network)
        facts += explainAddress(*question->network);
    if (!question->name.isEmpty() && !question->port)
        facts += explainService(question->name);
    if (question->port)
        facts += explainPort(*question->port);
    if (facts.isEmpty()) {
        return fail(
            failed,
            QStringLiteral("“%1” is neither an address nor a service that this computer knows. For a host name: "
                           "socketscope-cli lookup %1")
                .arg(question->name));
    }
    printFacts(facts);
    return done;
}

int runAddresses(const QStringList &arguments)
{
    CliParser parser(QStringLiteral("Prints the names of this computer, its network interfaces and their addresses."));
    parser.addPositionalArgument(QStringLiteral("addresses"), QStringLiteral("The verb."));
    const auto words = parser.words(arguments);
    if (!words)
        return words.error();
    if (words->size() > 1)
        return fail(usageError, QStringLiteral("addresses takes no arguments."));
    printFacts(localNames());
    for (const LocalInterface &interface : localInterfaces())
        printInterface(interface);
    return done;
}
