// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because each kind of framing has a text form of its own, with its errors.
#include "model/bytes/framing.h"

#include "model/bytes/escape.h"
#include "model/bytes/framecodec.h"
#include "model/bytes/hex/hex.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace {

/// In the order of Framing::Kind.
QStringList kindNames()
{
    return QStringLiteral("none line delimiter fixed length gap between cobs slip").split(u' ');
}

QString toDigits(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex().toUpper());
}

/// A word of the text and where it starts.
struct Word
{
    QString text;
    qsizetype at = 0;
};

/// Reads a text from left to right.
class FramingReader
{
    Q_DECLARE_TR_FUNCTIONS(Framing)
public:
    explicit FramingReader(const QString &text) : m_text(text) { }

    Result<Framing> read()
    {
        const qsizetype nameEnd = m_text.indexOf(QRegularExpression(QStringLiteral("[:,]")));
        const QString name = m_text.left(nameEnd);
        const qsizetype kind = kindNames().indexOf(name);
        if (kind < 0) {
            return failure(tr("Unknown framing “%1”. Use one of none, line, delimiter:HEX, fixed:BYTES, "
                              "length:offset=N,size=N, gap:MS, between:HEX,HEX, cobs, slip")
                               .arg(name),
                           0);
        }
        m_framing.kind = Kind(kind);
        m_at = name.size();
        const bool hasValue = m_at < m_text.size() && m_text[m_at] == u':';
        if (hasValue)
            ++m_at;
        if (const auto value = readValue(hasValue); !value)
            return tl::unexpected(value.error());
        while (m_at < m_text.size()) {
            const Word word = nextWord();
            if (const auto read = readOption(word); !read)
                return tl::unexpected(read.error());
        }
        if (const auto whole = check(); !whole)
            return tl::unexpected(whole.error());
        return m_framing;
    }

private:
    using Kind = Framing::Kind;

    /// The text up to the next comma, which is skipped.
    Word nextWord()
    {
        if (m_at < m_text.size() && m_text[m_at] == u',')
            ++m_at;
        qsizetype end = m_text.indexOf(u',', m_at);
        end = end < 0 ? m_text.size() : end;
        Word word{m_text.mid(m_at, end - m_at), m_at};
        m_at = end;
        return word;
    }

    Result<void> readValue(bool hasValue)
    {
        const qsizetype at = m_at;
        switch (m_framing.kind) {
        case Kind::None:
        case Kind::Line:
        case Kind::Cobs:
        case Kind::Slip:
            if (hasValue)
                return failure(tr("No value or option is allowed here."), at - 1);
            return {};
        case Kind::Delimiter:
            return hasValue
                ? readBytes(m_framing.delimiter)
                : failure(tr("The bytes that end a message are missing: write delimiter:0D0A or delimiter:'\\r\\n'."),
                          at);
        case Kind::Fixed:
            return readNumber(hasValue ? nextWord() : Word{{}, at}, 1, Framing::maxBytesLimit, m_framing.fixedSize);
        case Kind::Gap:
            return readNumber(hasValue ? nextWord() : Word{{}, at}, 1, Framing::maxGapMs, m_framing.gapMs);
        case Kind::Length:
            return {}; // its fields are options
        case Kind::Between:
            return readBetween(hasValue);
        }
        Q_UNREACHABLE();
    }

    Result<void> readBetween(bool hasValue)
    {
        m_startAt = m_at;
        if (hasValue) {
            if (auto read = readBytes(m_framing.start); !read)
                return read;
        }
        if (!hasValue || m_at >= m_text.size() || m_text[m_at] != u',')
            return failure(tr("The bytes around a message are missing: write between:02,03"), m_at);
        m_endAt = ++m_at;
        return readBytes(m_framing.end);
    }

    /// Hexadecimal digits up to the next comma, or a text in quotation marks.
    Result<void> readBytes(QByteArray &into)
    {
        const qsizetype at = m_at;
        const bool quoted = m_at < m_text.size() && m_text[m_at] == u'\'';
        Result<QByteArray> bytes;
        if (quoted) {
            qsizetype end = at + 1;
            while (end < m_text.size() && m_text[end] != u'\'')
                end += m_text[end] == u'\\' ? 2 : 1;
            if (end >= m_text.size())
                return failure(tr("The quotation mark is not closed."), at);
            bytes = parseEscapes(m_text.mid(at + 1, end - at - 1), *TextCodec::find(QStringLiteral("UTF-8")).value());
            m_at = end + 1;
        } else {
            qsizetype end = m_text.indexOf(u',', at);
            end = end < 0 ? m_text.size() : end;
            bytes = parseHex(m_text.mid(at, end - at));
            m_at = end;
        }
        if (!bytes)
            return failure(bytes.error().message,
                           at + (quoted ? 1 : 0) + std::max<qsizetype>(bytes.error().position, 0));
        return take(*bytes, at, into);
    }

    static Result<void> take(const QByteArray &bytes, qsizetype at, QByteArray &into)
    {
        if (bytes.isEmpty() || bytes.size() > Framing::maxDelimiterSize)
            return failure(tr("A delimiter has 1 to %1 bytes.").arg(Framing::maxDelimiterSize), at);
        into = bytes;
        return {};
    }

    static Result<void> readHex(const Word &value, QByteArray &into)
    {
        const auto bytes = parseHex(value.text);
        if (!bytes)
            return failure(bytes.error().message, value.at + std::max<qsizetype>(bytes.error().position, 0));
        return take(*bytes, value.at, into);
    }

    /// An option may be given once, and not together with its opposite.
    Result<void> noteOption(const Word &word, const QString &name)
    {
        static const QStringList opposites[] = {{QStringLiteral("drop"), QStringLiteral("keep")},
                                                {QStringLiteral("big"), QStringLiteral("little")}};
        for (const QString &before : m_options) {
            if (before == name)
                return failure(tr("The option “%1” is given twice.").arg(name), word.at);
            for (const QStringList &pair : opposites) {
                if (pair.contains(name) && pair.contains(before))
                    return failure(tr("“%1” contradicts “%2”.").arg(name, before), word.at);
            }
        }
        m_options.append(name);
        return {};
    }

    Result<void> readOption(const Word &word)
    {
        const qsizetype equals = word.text.indexOf(u'=');
        const QString name = word.text.left(equals);
        const Word value{word.text.mid(equals + 1), word.at + equals + 1};
        if (auto once = noteOption(word, equals > 0 ? name : word.text); !once)
            return once;
        Framing::LengthField &length = m_framing.length;
        const bool ends = m_framing.kind == Kind::Line || m_framing.kind == Kind::Delimiter;
        const bool hasLength = m_framing.kind == Kind::Length;
        if (ends && (word.text == u"drop" || word.text == u"keep")) {
            m_framing.drop = word.text == u"drop";
            return {};
        }
        if (hasLength && (word.text == u"big" || word.text == u"little")) {
            length.order = word.text == u"big" ? ByteOrder::Big : ByteOrder::Little;
            return {};
        }
        if (equals > 0 && name == u"max" && m_framing.kind != Kind::None) {
            m_maxAt = value.at;
            return readNumber(value, 1, Framing::maxBytesLimit, m_framing.maxBytes);
        }
        if (equals > 0 && hasLength && name == u"offset")
            return readNumber(value, 0, Framing::maxOffset, length.offset);
        if (equals > 0 && hasLength && name == u"size")
            return readSize(value);
        if (equals > 0 && hasLength && name == u"adjust") {
            m_adjustAt = value.at;
            return readNumber(value, -Framing::maxAdjust, Framing::maxAdjust, length.adjust);
        }
        if (equals > 0 && hasLength && name == u"strip")
            return readNumber(value, 0, Framing::maxBytesLimit, length.strip);
        if (equals > 0 && hasLength && name == u"start")
            return readHex(value, m_framing.start);
        if (equals > 0 && hasLength && name == u"end")
            return readHex(value, m_framing.end);
        const bool between = m_framing.kind == Kind::Between;
        if (between && word.text == u"escape=jt808") {
            m_framing.escape = Framing::Escape::Jt808;
            return {};
        }
        const QString allowed = m_framing.kind == Kind::None ? QString()
            : ends                                           ? QStringLiteral("drop, keep, max=BYTES")
            : between                                        ? QStringLiteral("escape=jt808, max=BYTES")
            : hasLength
            ? QStringLiteral("offset=N, size=N, big, little, adjust=N, strip=N, start=HEX, end=HEX, max=BYTES")
            : QStringLiteral("max=BYTES");
        if (allowed.isEmpty())
            return failure(tr("No value or option is allowed here."), word.at - 1);
        return failure(tr("Unknown option “%1”; allowed are %2").arg(word.text, allowed), word.at);
    }

    static Result<void> readNumber(const Word &word, int min, int max, int &into)
    {
        bool ok = false;
        const int number = word.text.toInt(&ok);
        if (!ok || number < min || number > max)
            return failure(tr("“%1” is not a number from %2 to %3.").arg(word.text).arg(min).arg(max), word.at);
        into = number;
        return {};
    }

    Result<void> readSize(const Word &value)
    {
        int &size = m_framing.length.size;
        if (!readNumber(value, 1, 8, size) || (size > 4 && size < 8))
            return failure(tr("A length field has 1, 2, 3, 4 or 8 bytes."), value.at);
        return {};
    }

    /// What depends on several parts.
    Result<void> check() const
    {
        if (m_framing.maxBytes < m_framing.minMaxBytes())
            return failure(tr("No message would be complete: max must be at least %1.").arg(m_framing.minMaxBytes()),
                           m_maxAt);
        if (m_framing.kind == Kind::Length && m_framing.length.offset < m_framing.start.size())
            return failure(tr("The length field must lie after the start: offset must be at least %1.")
                               .arg(m_framing.start.size()),
                           0);
        if (m_framing.kind == Kind::Length)
            return checkAdjustment();
        for (const auto &[bytes, at] : {std::pair(m_framing.start, m_startAt), std::pair(m_framing.end, m_endAt)}) {
            if (m_framing.escape == Framing::Escape::Jt808 && bytes.contains('\x7d'))
                return failure(
                    tr("7D begins an escape of JT/T 808, so the start and end of messages cannot contain it."), at);
        }
        return {};
    }

    /// Some value of the length field must give a message that is complete.
    Result<void> checkAdjustment() const
    {
        const Framing::LengthField &length = m_framing.length;
        const qint64 least = std::max<qint64>(m_framing.end.size(), qint64(length.strip) - length.headerSize());
        const qint64 largest = length.size < 4 ? (qint64(1) << 8 * length.size) - 1 : Framing::maxAdjust * qint64(4);
        if (largest + length.adjust < least)
            return failure(tr("No message would be complete: the length field goes up to %1.").arg(largest),
                           m_adjustAt);
        if (length.adjust > m_framing.maxBytes - length.headerSize())
            return failure(tr("No message would be complete: adjust is larger than max allows."), m_adjustAt);
        return {};
    }

    const QString m_text;
    qsizetype m_at = 0;
    qsizetype m_maxAt = 0;
    qsizetype m_adjustAt = 0;
    qsizetype m_startAt = 0; // Between
    qsizetype m_endAt = 0;
    QStringList m_options; // their names so far
    Framing m_framing;
};

} // namespace

Result<Framing> Framing::parse(const QString &text)
{
    return FramingReader(text).read();
}

int Framing::minMaxBytes() const
{
    switch (kind) {
    case Kind::Fixed:
        return fixedSize;
    case Kind::Length:
        return std::max(length.headerSize() + int(end.size()), length.strip);
    case Kind::Delimiter:
        return std::max(int(delimiter.size()), 1);
    case Kind::Between:
        return int(start.size() + end.size());
    case Kind::Cobs:
    case Kind::Slip:
        return 2;
    case Kind::None:
    case Kind::Line:
    case Kind::Gap:
        break;
    }
    return 1;
}

QByteArrayView Framing::withoutEnding(QByteArrayView raw) const
{
    if (kind == Kind::Delimiter && raw.endsWith(delimiter))
        return raw.chopped(delimiter.size());
    if (kind == Kind::Line && !raw.isEmpty() && (raw.back() == '\n' || raw.back() == '\r'))
        return raw.chopped(raw.endsWith("\r\n") ? 2 : 1);
    if ((kind == Kind::Between || kind == Kind::Length) && raw.endsWith(end))
        return raw.chopped(end.size());
    if ((kind == Kind::Cobs && raw.endsWith('\0')) || (kind == Kind::Slip && raw.endsWith(framecodec::slipEnd)))
        return raw.chopped(1);
    return raw;
}

std::optional<QByteArray> Framing::body(QByteArrayView raw) const
{
    if (!hasBody())
        return withoutEnding(raw).toByteArray();
    QByteArrayView inner = withoutEnding(raw);
    if (inner.size() == raw.size())
        return {};
    if (kind == Kind::Between) {
        if (!inner.startsWith(start))
            return {};
        inner = inner.sliced(start.size());
        return escape == Escape::Jt808 ? framecodec::jt808Unescaped(inner) : std::optional(inner.toByteArray());
    }
    const char flag = kind == Kind::Slip ? framecodec::slipEnd : '\0';
    while (inner.startsWith(flag))
        inner = inner.sliced(1);
    return kind == Kind::Slip ? framecodec::slipDecoded(inner) : framecodec::cobsDecoded(inner);
}

Result<QByteArray> Framing::wrapped(QByteArrayView body) const
{
    if (kind == Kind::Slip)
        return framecodec::slipEnd + framecodec::slipEncoded(body) + framecodec::slipEnd;
    if (kind == Kind::Cobs)
        return framecodec::cobsEncoded(body) + '\0';
    if (kind != Kind::Between)
        return body.toByteArray();
    const QByteArray inner = escape == Escape::Jt808 ? framecodec::jt808Escaped(body) : body.toByteArray();
    const QByteArray message = inner + end;
    if (const qsizetype at = message.indexOf(end); at < inner.size()) {
        return failure(
            QCoreApplication::translate("Framing", "The message has the bytes %1 at byte %2, which would end it there.")
                .arg(toHex(end), QString::number(at + 1)));
    }
    return start + message;
}

QString Framing::toString() const
{
    QString text = kindNames().at(int(kind));
    QStringList options;
    const auto addUnless = [&options](const char *name, int value, int standard) {
        if (value != standard)
            options.append(QString::fromLatin1(name) + u'=' + QString::number(value));
    };
    switch (kind) {
    case Kind::None:
        return text;
    case Kind::Line:
    case Kind::Cobs:
    case Kind::Slip:
        break;
    case Kind::Between:
        text += u':' + toDigits(start) + u',' + toDigits(end);
        if (escape == Escape::Jt808)
            options.append(QStringLiteral("escape=jt808"));
        break;
    case Kind::Delimiter:
        text += u':' + toDigits(delimiter);
        break;
    case Kind::Fixed:
        text += u':' + QString::number(fixedSize);
        break;
    case Kind::Gap:
        text += u':' + QString::number(gapMs);
        break;
    case Kind::Length:
        options.append(QStringLiteral("size=%1").arg(length.size));
        addUnless("offset", length.offset, 0);
        if (length.order == ByteOrder::Little)
            options.append(QStringLiteral("little"));
        addUnless("adjust", length.adjust, 0);
        addUnless("strip", length.strip, 0);
        if (!start.isEmpty())
            options.append(QStringLiteral("start=") + toDigits(start));
        if (!end.isEmpty())
            options.append(QStringLiteral("end=") + toDigits(end));
        break;
    }
    if ((kind == Kind::Line || kind == Kind::Delimiter) && drop)
        options.append(QStringLiteral("drop"));
    addUnless("max", maxBytes, defaultMaxBytes);
    if (options.isEmpty())
        return text;
    return text + (kind == Kind::Length ? u':' : u',') + options.join(u',');
}
