// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/byteliterals.h"

namespace {

QString hexOf(char byte)
{
    return QString::number(quint8(byte), 16).rightJustified(2, u'0');
}

} // namespace

QString toCArray(QByteArrayView bytes)
{
    constexpr qsizetype perLine = 12;
    QString text = QStringLiteral("const unsigned char data[%1] = {").arg(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        text += i % perLine == 0 ? QStringLiteral("\n    0x") : QStringLiteral(" 0x");
        text += hexOf(bytes[i]) + u',';
    }
    return text + QStringLiteral("\n};\n");
}

QString toPythonBytes(QByteArrayView bytes)
{
    const bool doubleQuotes = bytes.contains('\'') && !bytes.contains('"');
    const char quote = doubleQuotes ? '"' : '\'';
    QString text = QStringLiteral("b") + QLatin1Char(quote);
    for (const char byte : bytes) {
        switch (byte) {
        case '\n':
            text += QStringLiteral("\\n");
            break;
        case '\r':
            text += QStringLiteral("\\r");
            break;
        case '\t':
            text += QStringLiteral("\\t");
            break;
        case '\\':
            text += QStringLiteral("\\\\");
            break;
        default:
            if (byte == quote)
                text += QStringLiteral("\\") + QLatin1Char(byte);
            else if (byte >= ' ' && byte <= '~')
                text += QLatin1Char(byte);
            else
                text += QStringLiteral("\\x") + hexOf(byte);
        }
    }
    return text + QLatin1Char(quote);
}
