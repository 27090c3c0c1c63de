// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliverbs.h"

#include "app/cli/cliconsole.h"
#include "app/cli/cliparser.h"
#include "model/bytes/checksum.h"
#include "model/bytes/hex/hex.h"
#include "model/files/jsonfields.h"

#include <QFile>

#include <cstdio>

using namespace cliconsole;

namespace {

constexpr qsizetype maxHex = 64 << 20; // bytes of input

void describeChecksum(QCommandLineParser &parser)
{
    parser.addPositionalArgument(QStringLiteral("checksum"), QStringLiteral("The verb."));
    parser.addPositionalArgument(QStringLiteral("NAME"), QStringLiteral("The checksum; see --list."));
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The file to read instead of standard input."),
                                 QStringLiteral("[FILE]"));
    parser.addOption({QStringLiteral("hex"),
                      QStringLiteral("The input is bytes in hexadecimal, as --send-hex takes them, or a hex dump.")});
    parser.addOption({QStringLiteral("list"), QStringLiteral("Prints all checksums, each with its other names.")});
}

int listNames()
{
    for (const QString &name : Checksum::names()) {
        const QStringList line = QStringList(name) + Checksum::find(name).value().otherNames();
        print(line.join(u' ') + u'\n');
    }
    return done;
}

int printSum(const Checksum &checksum, const QString &name, bool isHex)
{
    QFile file(name);
    const bool standardInput = name.isEmpty() || name == u"-";
    const QString shownName = standardInput ? QStringLiteral("Standard input") : name;
    const bool open = standardInput ? file.open(stdin, QIODevice::ReadOnly | QIODevice::Unbuffered)
                                    : file.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    Checksum::Running running(checksum);
    QByteArray buffer(1 << 16, Qt::Uninitialized);
    QByteArray digits;
    qint64 got = open ? 0 : -1;
    while (open && (got = file.read(buffer.data(), buffer.size())) > 0) {
        const QByteArrayView piece = QByteArrayView(buffer).first(got);
        if (isHex && digits.size() + piece.size() > maxHex)
            return fail(failed, QStringLiteral("%1 has more than 64 MiB in hexadecimal.").arg(shownName));
        if (isHex)
            digits.append(piece);
        else
            running.add(piece);
    }
    if (got < 0)
        return fail(failed, QStringLiteral("%1 cannot be read: %2").arg(shownName, file.errorString()));
    if (isHex) {
        const auto bytes = parseHex(QString::fromUtf8(digits));
        if (!bytes)
            return fail(failed, QStringLiteral("%1: %2").arg(shownName, JsonFields::withPosition(bytes.error())));
        running.add(*bytes);
    }
    const QString number = QString::number(running.value(), 16).toUpper();
    print(number.rightJustified(2 * checksum.width(), u'0') + u'\n');
    return done;
}

} // namespace

int runChecksum(const QStringList &arguments)
{
    CliParser parser(QStringLiteral("Prints the checksum of a file or of standard input as a hexadecimal number."));
    describeChecksum(parser);
    const auto words = parser.words(arguments);
    if (!words)
        return words.error();
    if (parser.isSet(QStringLiteral("list"))) {
        return words->size() == 1 && !parser.isSet(QStringLiteral("hex"))
            ? listNames()
            : fail(usageError, QStringLiteral("--list takes no checksum, no file and no --hex."));
    }
    if (words->size() < 2 || words->size() > 3) {
        return fail(
            usageError,
            QStringLiteral("A checksum's name and at most one file are needed; see socketscope-cli checksum --help."));
    }
    const auto checksum = Checksum::find(words->at(1));
    return checksum ? printSum(*checksum, words->value(2), parser.isSet(QStringLiteral("hex")))
                    : fail(usageError, checksum.error().message);
}
