// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex/hexliterals.h"

#include "model/bytes/hex/hexlist.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace {

constexpr qsizetype maxAround = 256; // characters, that what is around the bytes has

QString startOf(const HexSource &source)
{
    return source.text().first(std::min(source.size(), maxAround)).toString();
}

/// Reads adjacent string literals.
class StringsReader
{
    Q_DECLARE_TR_FUNCTIONS(Hex)
public:
    explicit StringsReader(const HexSource &source) : m_source(source) { }

    std::optional<Result<HexReading>> read()
    {
        skipBlanks();
        static const QRegularExpression before( // Python
            QStringLiteral("\\A\\s*(?:[A-Za-z_][\\w.]*\\s*=\\s*)?((?:bytes|bytearray)\\s*\\(\\s*)?(?=[bB][\"'])"));
        if (const auto match = before.match(startOf(m_source)); match.hasMatch()) {
            m_at = match.capturedEnd();
            m_isOpen = match.hasCaptured(1);
        }
        if (!isStart(m_at))
            return {};
        m_reading.form = m_source.at(m_at).toLower() == u'b' ? HexForm::PythonBytes : HexForm::CString;
        while (m_at < m_source.size()) {
            if (m_isOpen && m_source.at(m_at) == u')') {
                m_isOpen = false;
                ++m_at;
                skipBlanks();
                continue;
            }
            if (!isStart(m_at))
                return failure(tr("“%1” does not belong to the string before it.").arg(m_source.typed()[m_at]), m_at);
            if (const auto read = readString(); !read)
                return tl::unexpected(read.error());
            skipBlanks();
        }
        return std::move(m_reading);
    }

private:
    bool isPython() const { return m_reading.form == HexForm::PythonBytes; }

    bool isStart(qsizetype at) const
    {
        const QChar c = m_source.at(at);
        const QChar quote = c.toLower() == u'b' ? m_source.at(at + 1) : c;
        return quote == u'\'' || quote == u'"';
    }

    /// And line breaks, also those after a backslash.
    void skipBlanks()
    {
        const auto isSkipped = [this](qsizetype at) {
            const bool continues = m_source.at(at) == u'\\' && m_source.at(at + 1) == u'\n';
            return m_source.isBlank(at) || m_source.at(at) == u'\n' || continues;
        };
        while (isSkipped(m_at))
            ++m_at;
    }

    Result<void> readString()
    {
        const qsizetype start = m_at;
        if ((m_source.at(m_at).toLower() == u'b') != isPython())
            return failure(tr("A string with b before it and one without cannot be joined."), m_at);
        m_at += isPython() ? 1 : 0;
        const QChar quote = m_source.at(m_at++);
        while (m_source.at(m_at) != quote) {
            if (m_at >= m_source.size() || m_source.at(m_at) == u'\n')
                return failure(tr("The quotation mark is not closed."), start);
            auto read = m_source.at(m_at) == u'\\' ? readEscape() : readCharacter();
            if (!read)
                return read;
        }
        ++m_at;
        return {};
    }

    void append(int byte) { m_reading.bytes.push_back({0xff, quint8(byte)}); }

    Result<void> readCharacter()
    {
        const QChar c = m_source.typed()[m_at];
        if (!isPython())
            return failure(
                tr("“%1” in quotation marks is text. Remove the quotation marks from bytes in hexadecimal, or "
                   "write \\x before each.")
                    .arg(c),
                m_at);
        if (c < u' ' || c > u'~')
            return failure(tr("“%1” is not possible in b'…': write its bytes as \\xHH.").arg(c), m_at);
        append(c.unicode());
        ++m_at;
        return {};
    }

    Result<void> readEscape()
    {
        const qsizetype start = m_at++;
        const QChar letter = m_source.at(m_at);
        if (letter == u'x') {
            const MaskedByte byte = m_source.byte(m_at + 1);
            if (m_source.digit(m_at + 1) < 0 || m_source.digit(m_at + 2) < 0 || byte.mask != 0xff)
                return failure(tr("\\x needs two hexadecimal digits, as in \\x0D."), start);
            append(byte.value);
            m_at += 3;
            return {};
        }
        if (!isPython())
            return m_source.noDigit(start);
        if (letter >= u'0' && letter <= u'7')
            return readOctal(start);
        static constexpr QStringView letters = u"abfnrtv\\'\"";
        static constexpr char bytes[] = "\a\b\f\n\r\t\v\\'\"";
        const qsizetype index = letters.indexOf(letter);
        if (index < 0)
            return failure(tr("“\\%1” is not an escape of b'…'.").arg(letter), start);
        append(bytes[index]);
        ++m_at;
        return {};
    }

    /// Up to three digits.
    Result<void> readOctal(qsizetype start)
    {
        int value = 0;
        const qsizetype end = m_at + 3;
        for (; m_at < end && m_source.at(m_at) >= u'0' && m_source.at(m_at) <= u'7'; ++m_at)
            value = 8 * value + (m_source.at(m_at).unicode() - u'0');
        if (value > 0xff)
            return failure(tr("A byte goes up to \\377 in octal digits."), start);
        append(value);
        return {};
    }

    const HexSource &m_source;
    qsizetype m_at = 0;
    bool m_isOpen = false; // after bytearray(
    HexReading m_reading;
};

/// Reads an array and what is around it.
class ArrayReader
{
    Q_DECLARE_TR_FUNCTIONS(Hex)
public:
    explicit ArrayReader(const HexSource &source) : m_source(source), m_text(source.text()) { }

    std::optional<Result<HexReading>> read()
    {
        m_open = m_text.indexOf(u'{');
        if (m_open < 0)
            m_open = m_text.lastIndexOf(u'[');
        if (m_open < 0)
            m_open = m_text.indexOf(u'(');
        const bool isCast = m_open >= 0 && m_text.sliced(m_open).startsWith(u"(byte)");
        if (m_open < 0 || isCast || !isBefore(m_text.first(m_open), m_text[m_open]))
            return {};
        const QChar closing = m_text[m_open] == u'{' ? u'}' : m_text[m_open] == u'[' ? u']' : u')';
        m_close = m_text.lastIndexOf(closing);
        if (m_close < m_open)
            return failure(tr("“%1” is not closed.").arg(m_text[m_open]), m_open);
        if (const auto refused = refuseLargeElements())
            return *refused;
        if (const auto read = readElements(); !read)
            return tl::unexpected(read.error());
        if (const auto checked = checkAround(); !checked)
            return tl::unexpected(checked.error());
        return std::move(m_reading);
    }

private:
    /// Whether this may be before the array: a declaration, an assignment or a call, but no bytes.
    static bool isBefore(QStringView before, QChar open)
    {
        static const QRegularExpression braces(
            QStringLiteral("\\A\\s*(?:[A-Za-z_\\[$][\\w\\s:<>,*&;\\[\\].()=]*[=\\](]|\\[\\]\\s*\\w+)?\\s*\\z"));
        static const QRegularExpression brackets(QStringLiteral("\\A\\s*(?:[A-Za-z_][\\w\\s:<>,*&.]*(?:\\[[\\w\\s;]*\\]"
                                                                "\\s*)?=)?\\s*&?(?:[A-Za-z_][\\w.\\s]*[!(]\\s*)*\\z"));
        // Not a word that could be bytes, as in ab(cd).
        static const QRegularExpression parentheses(
            QStringLiteral("\\A\\s*(?:[A-Za-z_][\\w\\s]*=\\s*)?@?(?:(?=\\w*[g-zG-Z_])[A-Za-z_][\\w.]*)?\\z"));
        const QRegularExpression &form = open == u'{' ? braces : open == u'[' ? brackets : parentheses;
        return form.match(before.toString()).hasMatch();
    }

    /// A number or several without commas, as Go prints them, that could be decimal or binary.
    std::optional<qsizetype> findAmbiguous(QStringView inner) const
    {
        static const QRegularExpression one(QStringLiteral("\\A\\s*(?!0\\d\\s*\\z)(\\d+|0[bB][01]+)\\s*\\z"));
        static const QRegularExpression several(
            QStringLiteral("\\A\\s*(?:0|[1-9]\\d{0,2}|0b[01]+)(?:\\s+(?:0|[1-9]\\d{0,2}|0b[01]+))+\\s*\\z"));
        const QString text = inner.toString();
        if (!one.match(text).hasMatch() && !several.match(text).hasMatch())
            return {};
        return m_open + 1 + (std::find_if_not(inner.begin(), inner.end(), &isSpace) - inner.begin());
    }

    /// Elements that are declared with a type of several bytes.
    std::optional<tl::unexpected<Error>> refuseLargeElements() const
    {
        static const QRegularExpression large(
            QStringLiteral("\\b(?:[uq]?u?_?int(?:_least|_fast)?(?:16|32|64|128)?(?:_t)?|(?:__)?[usif](?:16|32|64|128)|"
                           "__[lb]e(?:16|32|64)|u?short|u?long|float|double|(?:un)?signed(?!\\s+(?:char|__int8)\\b)|"
                           "[iu]size|s?size_t|wchar_t|char(?:16|32)_t|[DQ]?WORD(?:32|64)?|U?INT(?:16|32|64)?|U?SHORT|"
                           "U?LONG|WCHAR|(?:Big)?(?:Ui|I)nt(?:16|32|64)Array|Float(?:32|64)Array)\\b"));
        const auto match = large.match(m_text.first(m_open).toString());
        if (!match.hasMatch())
            return {};
        return failure(tr("Elements of the type “%1” have several bytes, whose order is unknown: write each byte by "
                          "itself, as in {0x41, 0x42}.")
                           .arg(match.captured()),
                       match.capturedStart());
    }

    static bool isSpace(QChar c) { return c.isSpace(); }

    tl::unexpected<Error> mayBeDecimal(qsizetype at, qsizetype size) const
    {
        return failure(tr("In an array “%1” could be a decimal number: write 0x and two digits.")
                           .arg(m_text.sliced(at, std::min<qsizetype>(size, 12))),
                       at);
    }

    /// With commas or prefixes such as `0x`, digits without one would be decimal.
    Result<void> readElements()
    {
        const QStringView inner = m_text.sliced(m_open + 1, m_close - m_open - 1);
        if (const qsizetype escape = inner.indexOf(u'\\'); escape >= 0)
            return failure(tr("Bytes in an array are written as 0x41, not as escapes."), m_open + 1 + escape);
        bool prefixed = false;
        for (qsizetype at = m_open + 1; at < m_close && !prefixed; ++at)
            prefixed = m_source.prefixSize(at) > 0;
        if (!inner.contains(u',') && !prefixed) {
            if (const auto at = findAmbiguous(inner)) {
                const QStringView from = m_text.sliced(*at, m_close - *at);
                return mayBeDecimal(*at, std::find_if(from.begin(), from.end(), &isSpace) - from.begin());
            }
            auto bytes = readHexList(m_source, m_open + 1, m_close);
            if (!bytes)
                return tl::unexpected(bytes.error());
            m_reading.bytes = std::move(*bytes);
            return {};
        }
        m_reading.form = HexForm::CArray;
        const auto isSeparator = [this](qsizetype at) { return m_source.isBlank(at) || m_source.at(at) == u'\n'; };
        bool needsComma = false;
        for (qsizetype at = m_open + 1; at < m_close;) {
            if (isSeparator(at)) {
                ++at;
            } else if (m_text[at] == u',' && needsComma) {
                needsComma = false;
                ++at;
            } else if (m_text.sliced(at).startsWith(u"(byte)")) { // Java
                at += 6;
            } else if (const auto read = readElement(at); !read) {
                return tl::unexpected(read.error());
            } else {
                needsComma = true;
                at = *read;
            }
        }
        return {};
    }

    /// The position behind it.
    Result<qsizetype> readElement(qsizetype at)
    {
        const qsizetype prefix = m_source.prefixSize(at);
        if (prefix == 0) {
            const qsizetype digits = m_source.digitsFrom(at);
            return digits > 0 ? mayBeDecimal(at, digits) : m_source.noDigit(at);
        }
        const qsizetype digits = m_source.digitsFrom(at + prefix);
        const qsizetype end = at + prefix + digits;
        if (digits > 2)
            return failure(hexlist::orderUnknown(m_text.sliced(at, std::min<qsizetype>(digits + prefix, 12))), at);
        if (end < m_close && m_text[end] != u',' && !m_source.isBlank(end) && m_text[end] != u'\n')
            return m_source.noDigit(end);
        MaskedByte byte = m_source.byte(end - 2);
        if (digits == 1) // 0x1 is 01: the character before is the x
            byte = m_source.digit(end - 1) == HexSource::anyDigit ? MaskedByte{0xf0, 0}
                                                                  : MaskedByte{0xff, quint8(m_source.digit(end - 1))};
        m_reading.bytes.push_back(byte);
        return end;
    }

    /// What is declared must be what there is.
    Result<void> checkAround() const
    {
        static const QRegularExpression size(QStringLiteral("\\[\\s*(\\d+)\\s*\\]"));
        static const QRegularExpression after(
            QStringLiteral("\\A[\\s)]*;?\\s*(?:[\\w\\s]*\\w+_len\\s*=\\s*(\\d+)\\s*;?)?\\s*\\z"));
        const auto checkSize = [this](const QRegularExpressionMatch &match, qsizetype start) -> Result<void> {
            const qsizetype declared = match.captured(1).toLongLong();
            if (!match.hasCaptured(1) || declared == qsizetype(m_reading.bytes.size()))
                return {};
            return failure(tr("The array has %1 bytes, but %2 are declared.")
                               .arg(QString::number(m_reading.bytes.size()), match.captured(1)),
                           start + match.capturedStart(1));
        };
        if (auto checked = checkSize(size.match(m_text.first(m_open).toString()), 0); !checked)
            return checked;
        const qsizetype behind = m_close + 1;
        const QString rest = m_text.sliced(behind).toString();
        const auto match = after.match(rest);
        if (match.hasMatch())
            return checkSize(match, behind);
        const auto isEnd = [](QChar c) { return c.isSpace() || c == u';' || c == u')'; };
        const qsizetype first = std::find_if_not(rest.begin(), rest.end(), isEnd) - rest.begin();
        return failure(tr("This does not belong to the array before it."), behind + first);
    }

    const HexSource &m_source;
    const QStringView m_text;
    qsizetype m_open = 0;
    qsizetype m_close = 0;
    HexReading m_reading;
};

} // namespace

std::optional<Result<HexReading>> readHexCall(const HexSource &source)
{
    static const QRegularExpression start(QStringLiteral(
        "\\A\\s*(?:[A-Za-z_][\\w.]*\\s*=\\s*)?(?:(?:(?:bytes|bytearray)\\.fromhex|(?:binascii\\.)?unhexlify|"
        "QByteArray::fromHex|Buffer\\.from|hex\\.DecodeString)\\s*\\(\\s*[\"']|[xX]'|<Buffer\\s)"));
    static const QRegularExpression end(QStringLiteral("(?:[\"']\\s*(?:,\\s*[\"']hex[\"']\\s*)?\\)\\s*;?|'|>)\\s*\\z"));
    const QStringView text = source.text();
    const auto before = start.match(startOf(source));
    if (!before.hasMatch())
        return {};
    const qsizetype from = before.capturedEnd();
    const QStringView rest = text.sliced(std::max(from, text.size() - maxAround));
    const auto after = end.match(rest.toString());
    if (!after.hasMatch())
        return {};
    auto bytes = readHexList(source, from, text.size() - rest.size() + after.capturedStart());
    if (!bytes)
        return tl::unexpected(bytes.error());
    return HexReading{std::move(*bytes)};
}

std::optional<Result<HexReading>> readBracketedBytes(const HexSource &source)
{
    HexReading reading;
    QChar closing;
    for (qsizetype at = 0; at < source.size();) {
        const QChar c = source.at(at);
        if (c.isSpace()) {
            ++at;
            continue;
        }
        const QChar needed = c == u'[' ? QChar(u']') : c == u'<' ? QChar(u'>') : QChar();
        const bool isByte = source.digitsFrom(at + 1) == 2 && source.at(at + 3) == needed;
        if (needed.isNull() || !isByte || (!closing.isNull() && needed != closing))
            return {};
        closing = needed;
        source.appendBytes(at + 1, 2, reading.bytes);
        at += 4;
    }
    if (reading.bytes.size() < 2)
        return {};
    return reading;
}

std::optional<Result<HexReading>> readHexStrings(const HexSource &source)
{
    return StringsReader(source).read();
}

std::optional<Result<HexReading>> readHexArray(const HexSource &source)
{
    return ArrayReader(source).read();
}
