// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/generatorpattern.h"

#include <QCoreApplication>

#include <cstring>

namespace {

constexpr int maxDigits = 20;
constexpr int maxCounterBytes = 8;
constexpr int defaultCounterBytes = 4;

/// xorshift64 (G. Marsaglia, Xorshift RNGs, 2003).
quint64 nextRandom(quint64 &state)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/// The digits of a counter from its name, `count:8`; 0 if it has none.
Result<int> digitsOf(const QString &name, int max, qsizetype position)
{
    if (name == u"count")
        return 0;
    bool isNumber = false;
    const int digits = name.startsWith(u"count:") ? name.sliced(6).toInt(&isNumber) : 0;
    if (!isNumber || digits < 1 || digits > max)
        return failure(
            QCoreApplication::translate("GeneratorPattern",
                                        "Unknown placeholder ${%1}: write ${count}, or ${count:1} to ${count:%2}")
                .arg(name, QString::number(max)),
            position);
    return digits;
}

} // namespace

Result<GeneratorPattern> GeneratorPattern::parse(const QString &typed, const PayloadFormat &format,
                                                 std::shared_ptr<const TextCodec> codec, qsizetype size, Fill fill)
{
    GeneratorPattern pattern;
    pattern.m_format = format;
    pattern.m_size = size;
    pattern.m_fill = fill;
    PayloadFormat literal = format;
    literal.checksum = {};
    literal.lineEnding = PayloadFormat::LineEnding::None;
    literal.frame = {};
    const bool hex = format.input == PayloadFormat::Input::Hex;
    for (qsizetype at = 0; at < typed.size();) {
        const qsizetype open = typed.indexOf(u"${", at);
        const qsizetype end = open < 0 ? typed.size() : open;
        auto bytes = buildPayload(typed.sliced(at, end - at), literal, *codec);
        if (!bytes)
            return failure(bytes.error().message, bytes.error().position < 0 ? -1 : at + bytes.error().position);
        Part part{std::move(*bytes)};
        at = end;
        if (open >= 0) {
            const qsizetype close = typed.indexOf(u'}', open);
            if (close < 0)
                return failure(QCoreApplication::translate("GeneratorPattern", "“${” has no “}”"), open);
            const auto digits =
                digitsOf(typed.sliced(open + 2, close - open - 2), hex ? maxCounterBytes : maxDigits, open);
            if (!digits)
                return tl::unexpected(digits.error());
            part.digits = *digits;
            at = close + 1;
        }
        pattern.m_parts.push_back(std::move(part));
    }
    PayloadFormat ending = format;
    ending.checksum = {};
    ending.frame = {};
    pattern.m_ending = buildPayload({}, ending, *codec).value_or(QByteArray());
    pattern.m_codec = std::move(codec);
    quint64 random = 1;
    const QByteArray first = pattern.unframed(0, random);
    if (const auto checked = checksumFor(first, format.checksum); !checked)
        return tl::unexpected(checked.error());
    if (const auto framed = format.frame.wrapped(first); !framed)
        return tl::unexpected(framed.error());
    return pattern;
}

void GeneratorPattern::appendCount(QByteArray &out, int digits, quint64 count) const
{
    if (m_format.input == PayloadFormat::Input::Hex) {
        for (int i = (digits > 0 ? digits : defaultCounterBytes) - 1; i >= 0; --i)
            out.append(char(count >> (8 * i)));
    } else if (m_codec->isAsciiSuperset()) {
        out.append(QByteArray::number(count).rightJustified(digits, '0'));
    } else {
        out.append(m_codec->encode(QString::number(count).rightJustified(digits, u'0')).value_or(QByteArray()));
    }
}

void GeneratorPattern::fillUp(QByteArray &out, qsizetype to, quint64 &random) const
{
    const qsizetype from = out.size();
    if (from >= to)
        return;
    out.resize(to);
    char *data = out.data();
    switch (m_fill) {
    case Fill::Counting:
        for (qsizetype i = from; i < to; ++i)
            data[i] = char(i);
        break;
    case Fill::Zeros:
        std::memset(data + from, 0, size_t(to - from));
        break;
    case Fill::Letters:
        for (qsizetype i = from; i < to; ++i)
            data[i] = char('A' + i % 26);
        break;
    case Fill::Random:
        for (qsizetype i = from; i < to; ++i)
            data[i] = char(nextRandom(random) >> 32);
        break;
    }
}

QByteArray GeneratorPattern::message(quint64 count, quint64 &random) const
{
    const QByteArray bytes = unframed(count, random);
    const Framing &frame = m_format.frame;
    // Random bytes may contain the end of a frame.
    return frame.wrapped(bytes).value_or(frame.start + bytes + frame.end);
}

QByteArray GeneratorPattern::unframed(quint64 count, quint64 &random) const
{
    QByteArray bytes;
    bytes.reserve(m_size);
    for (const Part &part : m_parts) {
        bytes.append(part.bytes);
        if (part.digits >= 0)
            appendCount(bytes, part.digits, count);
    }
    const bool checked = !m_format.checksum.name.isEmpty();
    const qsizetype trailer =
        (checked
             ? checksumFor(QByteArray(2 + m_format.checksum.skip, '0'), m_format.checksum).value_or(QByteArray()).size()
             : 0)
        + m_ending.size();
    fillUp(bytes, m_size - trailer, random);
    if (checked)
        bytes.append(checksumFor(bytes, m_format.checksum).value_or(QByteArray()));
    bytes.append(m_ending);
    return bytes;
}
