// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/escape.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace {

struct Simple
{
    char letter;
    char byte;
};

constexpr std::array simples{
    Simple{'n', '\n'},   Simple{'r', '\r'},  Simple{'t', '\t'}, Simple{'0', '\0'},
    Simple{'a', '\a'},   Simple{'b', '\b'},  Simple{'f', '\f'}, Simple{'v', '\v'},
    Simple{'e', '\x1b'}, Simple{'\\', '\\'}, Simple{'"', '"'},  Simple{'\'', '\''},
};

/// Reads a text with escapes from left to right.
class EscapeReader
{
    Q_DECLARE_TR_FUNCTIONS(Escape)
public:
    /// `anyByte`: `\xHH` goes up to FF.
    EscapeReader(QStringView text, const TextCodec &codec, bool anyByte)
        : m_text(text), m_codec(codec), m_anyByte(anyByte)
    {
    }

    Result<QByteArray> read()
    {
        while (m_at < m_text.size()) {
            const auto part = m_text[m_at] == u'\\' ? readEscape() : readPlain();
            if (!part)
                return tl::unexpected(part.error());
            m_bytes.append(*part);
        }
        return m_bytes;
    }

private:
    Result<QByteArray> readPlain()
    {
        const qsizetype start = m_at;
        const qsizetype end = m_text.indexOf(u'\\', start);
        m_at = end < 0 ? m_text.size() : end;
        return encodeAt(m_text.sliced(start, m_at - start), start);
    }

    Result<QByteArray> readEscape()
    {
        const qsizetype start = m_at++;
        if (m_at == m_text.size())
            return failure(tr("The text ends with a single backslash. Write \\\\ for a backslash."), start);
        const QChar letter = m_text[m_at++];
        if (letter == u'x')
            return readByte(start);
        if (letter == u'u')
            return readCharacter(start);
        const auto simple = std::find_if(simples.begin(), simples.end(),
                                         [&](const Simple &s) { return letter == QLatin1Char(s.letter); });
        if (simple == simples.end())
            return failure(tr("“\\%1” is not an escape. Write \\\\ for a backslash.").arg(letter), start);
        return encodeAt(QString(QLatin1Char(simple->byte)), start);
    }

    Result<QByteArray> readByte(qsizetype start)
    {
        bool ok = false;
        const QStringView digits = m_text.sliced(m_at, std::min<qsizetype>(2, m_text.size() - m_at));
        const uint value = toNumber(digits, &ok);
        if (!ok || digits.size() != 2)
            return failure(tr("\\x needs two hexadecimal digits, as in \\x0D."), start);
        if (!m_anyByte && value > 0x7f)
            return failure(tr("\\x goes up to \\x7F here. Write \\u{…} for a character, or bytes as hex."), start);
        m_at += 2;
        return QByteArray(1, char(value));
    }

    Result<QByteArray> readCharacter(qsizetype start)
    {
        const bool braces = m_at < m_text.size() && m_text[m_at] == u'{';
        const qsizetype first = m_at + (braces ? 1 : 0);
        const qsizetype close = m_text.indexOf(u'}', first);
        const qsizetype end = braces ? close : std::min(first + 4, m_text.size());
        bool ok = false;
        const qsizetype count = end - first;
        const uint value = count > 0 ? toNumber(m_text.sliced(first, count), &ok) : 0;
        const bool sized = braces ? count <= 6 : count == 4;
        if (!ok || !sized || value > 0x10ffff || QChar::isSurrogate(value))
            return failure(tr("\\u needs the number of a character, as in \\u4F60 or \\u{1F600}."), start);
        m_at = end + (braces ? 1 : 0);
        return encodeAt(QStringView(QChar::fromUcs4(value)), start);
    }

    /// Unlike QStringView::toUInt, takes no sign and no blanks.
    static uint toNumber(QStringView digits, bool *ok)
    {
        const bool plain = std::all_of(digits.begin(), digits.end(), [](QChar c) { return c.isLetterOrNumber(); });
        const uint value = digits.toUInt(ok, 16);
        *ok = *ok && plain;
        return value;
    }

    Result<QByteArray> encodeAt(QStringView text, qsizetype position) const
    {
        const auto bytes = m_codec.encode(text);
        if (!bytes)
            return failure(bytes.error().message, position + bytes.error().position);
        return *bytes;
    }

    const QStringView m_text;
    const TextCodec &m_codec;
    const bool m_anyByte;
    QByteArray m_bytes;
    qsizetype m_at = 0;
};

bool isHidden(QChar c)
{
    switch (c.unicode()) {
    case u'\n':
    case u'\t':
        return false;
    case 0xfeff: // invisible
    case 0xfdd0: // Qt's marks of a frame in a text document
    case 0xfdd1:
        return true;
    default:
        return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
            || c.category() == QChar::Separator_Paragraph || c.decompositionTag() == QChar::NoBreak;
    }
}

QString escapeOf(QChar c)
{
    const auto simple =
        std::find_if(simples.begin(), simples.end(), [c](Simple s) { return c == QLatin1Char(s.byte); });
    return simple == simples.end() ? QStringLiteral("\\u{%1}").arg(QString::number(c.unicode(), 16).toUpper())
                                   : QStringLiteral("\\") + QLatin1Char(simple->letter);
}

} // namespace

Result<QByteArray> parseEscapes(QStringView text, const TextCodec &codec)
{
    return EscapeReader(text, codec, true).read();
}

Result<QString> parseEscapedText(QStringView text)
{
    const auto utf8 = TextCodec::find(QStringLiteral("UTF-8")).value();
    return EscapeReader(text, *utf8, false).read().map([](const QByteArray &bytes) {
        return QString::fromUtf8('.' + bytes).sliced(1); // else fromUtf8() would drop a leading U+FEFF
    });
}

QString toEscaped(QByteArrayView bytes)
{
    QString text;
    text.reserve(bytes.size());
    for (const char c : bytes) {
        const auto simple =
            std::find_if(simples.begin(), simples.end(), [c](const Simple &s) { return c == s.byte && c != '\''; });
        if (simple != simples.end())
            text.append(u'\\').append(QLatin1Char(simple->letter));
        else if (c >= ' ' && c <= '~')
            text.append(QLatin1Char(c));
        else
            text.append(QStringLiteral("\\x%1").arg(quint8(c), 2, 16, QLatin1Char('0')));
    }
    return text;
}

bool needsEscapes(QStringView text)
{
    return std::any_of(text.begin(), text.end(), isHidden);
}

QString toEscapedText(QStringView text, bool hasEscapes)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar c : text) {
        if (isHidden(c))
            shown.append(escapeOf(c));
        else if (c == u'\\' && !hasEscapes)
            shown.append(QStringLiteral("\\\\"));
        else
            shown.append(c);
    }
    return shown;
}
