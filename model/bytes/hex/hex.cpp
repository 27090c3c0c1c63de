// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex/hex.h"

#include "model/bytes/hex/hexdumpreader.h"
#include "model/bytes/hex/hexlist.h"
#include "model/bytes/hex/hexliterals.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace {

Result<HexReading> readHex(const HexSource &source)
{
    if (auto strings = readHexStrings(source))
        return std::move(*strings);
    if (auto call = readHexCall(source))
        return std::move(*call);
    if (auto bracketed = readBracketedBytes(source))
        return std::move(*bracketed);
    if (auto dump = readHexDump(source))
        return std::move(*dump);
    const HexSource code = source.withoutComments();
    if (auto array = readHexArray(code))
        return std::move(*array);
    auto bytes = readHexList(code, 0, code.size());
    if (!bytes)
        return tl::unexpected(bytes.error());
    return HexReading{std::move(*bytes)};
}

/// Whether the line may belong to the dump before it: it starts with an offset or is `*`.
bool mayContinueDump(QStringView line)
{
    constexpr qsizetype leastOffset = 4;
    const HexSource source(line.trimmed(), false);
    return source.text() == u"*" || source.hasPrefix(0) || source.digitsFrom(0) >= leastOffset;
}

bool startsAtZero(QStringView line)
{
    const HexSource source(line.trimmed(), false);
    const qsizetype digits = source.hasPrefix(0) ? 2 : 0;
    const QStringView offset = source.text().sliced(digits, source.digitsFrom(digits));
    return offset.count(u'0') == offset.size();
}

bool isDump(HexForm form)
{
    return form >= HexForm::Dump;
}

} // namespace

QString hexFormName(HexForm form)
{
    const auto dumpOf = [](const char *program) {
        return QCoreApplication::translate("Hex", "%1 dump", "of a program").arg(QLatin1StringView(program));
    };
    switch (form) {
    case HexForm::Digits:
        return {};
    case HexForm::CArray:
        return QCoreApplication::translate("Hex", "C array");
    case HexForm::CString:
        return QCoreApplication::translate("Hex", "C string");
    case HexForm::PythonBytes:
        return QCoreApplication::translate("Hex", "Python bytes");
    case HexForm::Dump:
        return QCoreApplication::translate("Hex", "hex dump");
    case HexForm::Xxd:
        return dumpOf("xxd");
    case HexForm::HexdumpC:
        return dumpOf("hexdump -C");
    case HexForm::Od:
        return dumpOf("od");
    case HexForm::Tcpdump:
        return dumpOf("tcpdump");
    case HexForm::Wireshark:
        return dumpOf("Wireshark");
    }
    Q_UNREACHABLE();
}

Result<QByteArray> parseHex(QStringView text, HexForm *form)
{
    const auto read = readHex(HexSource(text, false));
    if (!read)
        return tl::unexpected(read.error());
    if (form)
        *form = read->form;
    QByteArray bytes(qsizetype(read->bytes.size()), Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = char(read->bytes[size_t(i)].value);
    return bytes;
}

Result<std::vector<MaskedByte>> parseHexPattern(QStringView text)
{
    return readHex(HexSource(text, true)).map([](HexReading &&read) { return std::move(read.bytes); });
}

Result<QByteArray> HexLineReader::read(QStringView line)
{
    const QString before = std::exchange(m_dumpLine, {});
    HexForm form = HexForm::Digits;
    auto bytes = parseHex(line, &form);
    const bool startsDump = bytes && isDump(form) && startsAtZero(line);
    if (!before.isEmpty() && !startsDump && mayContinueDump(line)) {
        if (line.trimmed() == u"*")
            return failure(
                QCoreApplication::translate("Hex", "“*” stands for lines that are left out. Make the dump with -v."),
                line.indexOf(u'*'));
        bytes = parseHex(QString(before + u'\n' + line.toString()), &form);
        if (!bytes)
            return failure(bytes.error().message, std::max<qsizetype>(bytes.error().position - before.size() - 1, 0));
        bytes->remove(0, m_dumpBytes);
    }
    if (bytes && isDump(form) && !bytes->isEmpty()) {
        m_dumpLine = line.toString();
        m_dumpBytes = bytes->size();
    }
    return bytes;
}

QString toHex(QByteArrayView bytes)
{
    QByteArray hex;
    appendHex(hex, bytes);
    return QString::fromLatin1(hex);
}

void appendHex(QByteArray &out, QByteArrayView bytes)
{
    constexpr auto digits = "0123456789ABCDEF";
    const qsizetype start = out.size();
    if (bytes.isEmpty())
        return;
    out.resize(start + bytes.size() * 3 - 1);
    char *at = out.data() + start;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (i > 0)
            *at++ = ' ';
        const auto byte = quint8(bytes[i]);
        *at++ = digits[byte >> 4];
        *at++ = digits[byte & 15];
    }
}
