// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/framing.h"

#include "model/bytes/escape.h"
#include "model/bytes/hex.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace {

/// In the order of Framing::Kind.
QStringList kindNames()
{
    return QStringLiteral("none line delimiter fixed length gap").split(u' ');
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
                              "length:offset=N,size=N, gap:MS")
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
            if (hasValue)
                return failure(tr("No value or option is allowed here."), at - 1);
            return {};
        case Kind::Delimiter:
            return hasValue
                ? readDelimiter()
                : failure(tr("The bytes that end a message are missing: write delimiter:0D0A or delimiter:'\\r\\n'."),
                          at);
        case Kind::Fixed:
            return readNumber(hasValue ? nextWord() : Word{{}, at}, 1, Framing::maxBytesLimit, m_framing.fixedSize);
        case Kind::Gap:
            return readNumber(hasValue ? nextWord() : Word{{}, at}, 1, Framing::maxGapMs, m_framing.gapMs);
        case Kind::Length:
            return {}; // its fields are options
        }
        Q_UNREACHABLE();
    }

    Result<void> readDelimiter()
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
            bytes = parseHex(nextWord().text);
        }
        if (!bytes)
            return failure(bytes.error().message,
                           at + (quoted ? 1 : 0) + std::max<qsizetype>(bytes.error().position, 0));
        if (bytes->isEmpty() || bytes->size() > Framing::maxDelimiterSize)
            return failure(tr("A delimiter has 1 to %1 bytes.").arg(Framing::maxDelimiterSize), at);
        m_framing.delimiter = *bytes;
        return {};
    }

    Result<void> readOption(const Word &word)
    {
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
        const qsizetype equals = word.text.indexOf(u'=');
        const QString name = word.text.left(equals);
        const Word value{word.text.mid(equals + 1), word.at + equals + 1};
        if (equals > 0 && name == u"max" && m_framing.kind != Kind::None) {
            m_maxAt = value.at;
            return readNumber(value, 1, Framing::maxBytesLimit, m_framing.maxBytes);
        }
        if (equals > 0 && hasLength && name == u"offset")
            return readNumber(value, 0, Framing::maxOffset, length.offset);
        if (equals > 0 && hasLength && name == u"size")
            return readSize(value);
        if (equals > 0 && hasLength && name == u"adjust")
            return readNumber(value, -Framing::maxAdjust, Framing::maxAdjust, length.adjust);
        if (equals > 0 && hasLength && name == u"strip")
            return readNumber(value, 0, Framing::maxBytesLimit, length.strip);
        const QString allowed = m_framing.kind == Kind::None ? QString()
            : ends                                           ? QStringLiteral("drop, keep, max=BYTES")
            : hasLength ? QStringLiteral("offset=N, size=N, big, little, adjust=N, strip=N, max=BYTES")
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
        return {};
    }

    const QString m_text;
    qsizetype m_at = 0;
    qsizetype m_maxAt = 0;
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
        return length.headerSize();
    case Kind::Delimiter:
        return std::max(int(delimiter.size()), 1);
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
    return raw;
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
        break;
    case Kind::Delimiter:
        text += u':' + QString::fromLatin1(delimiter.toHex().toUpper());
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
        break;
    }
    if ((kind == Kind::Line || kind == Kind::Delimiter) && drop)
        options.append(QStringLiteral("drop"));
    addUnless("max", maxBytes, defaultMaxBytes);
    if (options.isEmpty())
        return text;
    return text + (kind == Kind::Length ? u':' : u',') + options.join(u',');
}
