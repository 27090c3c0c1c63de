// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because each program writes the lines of its dump in a form of its own.
#include "model/bytes/hex/hexdumpreader.h"

#include "model/bytes/hex/hexlist.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace {

using Bytes = std::vector<MaskedByte>;

constexpr qsizetype longestLine = 2000;     // characters of a line with a text column
constexpr quint64 longestRepeat = 16 << 20; // bytes that a line `*` stands for
constexpr size_t mostHeadlines = 3;

/// Where the parts of a line are, as positions in the source.
struct Line
{
    qsizetype start = 0;
    qsizetype end = 0; // without blanks at the end
    qsizetype offset = 0;
    qsizetype offsetDigits = 0; // 0: the line has no offset
    bool prefixed = false;      // 0x before the offset
    bool colon = false;         // after it; or it is in brackets, or before a dash
    qsizetype behind = 0;       // the first character after all of these
    qsizetype bytes = 0;

    bool hasOffset() const { return offsetDigits > 0; }
    bool isOffsetOnly() const { return hasOffset() && bytes == end; }
    qsizetype gap() const { return bytes - behind; }
};

/// The offsets of a dump. Those of `od` are octal or decimal, which only shows later.
class Offsets
{
public:
    /// The first offset.
    explicit Offsets(QStringView digits)
    {
        constexpr qsizetype digitsOfOd = 7;
        for (const int base : {8, 10, 16}) {
            bool ok = false;
            const quint64 value = digits.toULongLong(&ok, base);
            if (ok && (base == 16 || digits.size() == digitsOfOd))
                m_bases[size_t(m_count++)] = {base, value};
        }
    }

    /// Whether this offset is `size` bytes after the first.
    bool accept(QStringView digits, quint64 size)
    {
        const auto fits = [&](const Base &base) {
            const auto found = sizeUpTo(base, digits);
            return found && *found == size;
        };
        const auto last = std::partition(m_bases.begin(), m_bases.begin() + m_count, fits);
        if (last == m_bases.begin())
            return false;
        m_count = int(last - m_bases.begin());
        return true;
    }

    /// The sizes up to an offset that are possible.
    std::vector<quint64> sizesUpTo(QStringView digits) const
    {
        std::vector<quint64> sizes;
        for (int i = 0; i < m_count; ++i) {
            if (const auto size = sizeUpTo(m_bases[size_t(i)], digits))
                sizes.push_back(*size);
        }
        return sizes;
    }

    /// What the offset after `size` bytes would be.
    QString after(quint64 size, qsizetype width) const
    {
        return QString::number(m_bases[0].first + size, m_bases[0].base).rightJustified(width, u'0').toUpper();
    }

private:
    struct Base
    {
        int base = 16;
        quint64 first = 0;
    };

    static std::optional<quint64> sizeUpTo(const Base &base, QStringView digits)
    {
        bool ok = false;
        const quint64 value = digits.toULongLong(&ok, base.base);
        return ok && value >= base.first ? std::optional(value - base.first) : std::nullopt;
    }

    std::array<Base, 3> m_bases;
    int m_count = 0;
};

class DumpReader
{
    Q_DECLARE_TR_FUNCTIONS(Hex)
public:
    explicit DumpReader(const HexSource &source) : m_source(source) { split(); }

    std::optional<Result<HexReading>> read()
    {
        if (m_lines.empty())
            return {};
        m_first = countHeadlines();
        if (m_lines[m_first].hasOffset() && !m_lines[m_first].isOffsetOnly()) {
            if (auto dump = readWithOffsets())
                return dump;
        }
        if (const Line joined = withJoinedOffset(m_lines[m_first]); joined.hasOffset())
            return offsetOrBytes(joined);
        m_first = 0;
        return readWithoutOffsets();
    }

private:
    enum class Column : quint8 { Text, NoText };

    /// A dump that was read, and what it proves.
    struct Dump
    {
        Bytes bytes = {};
        bool hasText = false;
        bool isChained = false;    // more than one offset fits
        qsizetype groupDigits = 0; // of a group of bytes
        qsizetype textAt = -1;     // the first text, in the source
        QChar textFrame = {};      // around it
    };

    void split()
    {
        for (qsizetype start = 0; start < m_source.size();) {
            qsizetype end = m_source.text().indexOf(u'\n', start);
            end = end < 0 ? m_source.size() : end;
            if (const Line line = lineAt(start, end); line.end > line.start)
                m_lines.push_back(line);
            start = end + 1;
        }
    }

    Line lineAt(qsizetype start, qsizetype end) const
    {
        while (end > start && m_source.isBlank(end - 1))
            --end;
        Line line{start, end, start};
        while (line.offset < end && m_source.isBlank(line.offset))
            ++line.offset;
        line.bytes = line.offset;
        line.prefixed = m_source.hasPrefix(line.offset);
        const bool bracket = m_source.at(line.offset) == u'['; // ncat -x
        const qsizetype at = line.offset + (line.prefixed ? 2 : bracket ? 1 : 0);
        qsizetype digits = 0;
        while (m_source.digit(at + digits) >= 0 && m_source.digit(at + digits) != HexSource::anyDigit)
            ++digits;
        const qsizetype colon = sizeOfColon(at + digits, bracket);
        if (bracket && colon == 0)
            return line;
        const qsizetype behind = at + digits + colon;
        constexpr qsizetype least = 4;
        constexpr qsizetype most = 16;
        if (digits < least || digits > most || (behind < end && !m_source.isBlank(behind)))
            return line;
        line.offset = at;
        line.offsetDigits = digits;
        line.colon = colon > 0;
        line.behind = line.bytes = behind;
        while (line.bytes < end && m_source.isBlank(line.bytes))
            ++line.bytes;
        return line;
    }

    /// What says that an offset ends here: a colon, which may follow a symbol of gdb; a bracket; a dash of openssl.
    qsizetype sizeOfColon(qsizetype at, bool bracket) const
    {
        if (bracket)
            return m_source.at(at) == u']' ? 1 : 0;
        if (m_source.at(at) == u':')
            return 1;
        if (m_source.text().sliced(std::min(at, m_source.size())).startsWith(u" - "))
            return 2;
        qsizetype end = at;
        while (m_source.isBlank(end))
            ++end;
        if (end == at || m_source.at(end) != u'<')
            return 0;
        while (end < m_source.size() && m_source.at(end) != u'>' && m_source.at(end) != u'\n')
            ++end;
        return m_source.at(end) == u'>' && m_source.at(end + 1) == u':' ? end + 2 - at : 0;
    }

    /// The line with its offset if that could be one and has no blank behind its colon: 0000:48 65.
    Line withJoinedOffset(Line line) const
    {
        const qsizetype at = line.offset + (m_source.hasPrefix(line.offset) ? 2 : 0);
        const qsizetype digits = m_source.digitsFrom(at);
        constexpr qsizetype least = 4;
        const QStringView text = m_source.text().sliced(line.start, line.end - line.start);
        if (line.hasOffset() || digits < least || m_source.at(at) != u'0' || m_source.at(at + digits - 1) != u'0'
            || m_source.at(at + digits) != u':' || m_source.digitsFrom(at + digits + 1) == 0 || text.count(u':') > 1)
            return {};
        line.offset = at;
        line.offsetDigits = digits;
        return line;
    }

    tl::unexpected<Error> offsetOrBytes(const Line &line) const
    {
        return failure(
            tr("“%1” could be an offset or bytes. Remove the offset, or write bytes in pairs.").arg(offsetOf(line)),
            line.offset);
    }

    QStringView offsetOf(const Line &line) const { return m_source.text().sliced(line.offset, line.offsetDigits); }

    /// How many lines before the dump tell when and from where it is, as tcpdump and the export of this program write.
    size_t countHeadlines() const
    {
        const size_t most = std::min(mostHeadlines, m_lines.size() - 1);
        size_t count = 0;
        while (count < most && !m_lines[count].hasOffset() && isHeadline(m_lines[count]))
            ++count;
        const bool startsAtZero = m_lines[count].hasOffset() && isZero(offsetOf(m_lines[count]));
        return startsAtZero ? count : 0;
    }

    /// It has no bytes, or is the line 00 01 02 … 0F above the columns.
    bool isHeadline(const Line &line) const
    {
        constexpr size_t leastOfRuler = 8;
        const auto bytes = readHexList(m_source, line.start, line.end);
        for (size_t i = 0; bytes && i < bytes->size(); ++i) {
            if ((*bytes)[i] != MaskedByte{0xff, quint8(i)})
                return false;
        }
        return !bytes || bytes->size() >= leastOfRuler;
    }

    static bool isZero(QStringView digits) { return digits.count(u'0') == digits.size(); }

    std::optional<Result<HexReading>> readWithOffsets()
    {
        const Line &first = m_lines[m_first];
        const auto withText = readAs(Column::Text, true);
        const auto plain = readAs(Column::NoText, true);
        const bool hasText = withText && withText->hasText;
        if (hasText && plain)
            return textOrBytes(withText->textAt);
        const bool startsLine =
            offsetOf(first).startsWith(u'0') && offsetOf(first).endsWith(u'0') && m_source.digitsFrom(first.bytes) == 2;
        const bool isOffset = first.colon || (first.offsetDigits % 2 != 0 && isZero(offsetOf(first)));
        const bool laidOut = startsLine && !first.prefixed && first.gap() >= (first.offsetDigits > 4 ? 2 : 3);
        if (hasText || plain) {
            const Dump &dump = hasText ? *withText : *plain;
            if (!hasText && !isOffset && !dump.isChained && !laidOut) {
                constexpr qsizetype address = 8; // digits
                if (!startsLine && !isZero(offsetOf(first)) && (first.offsetDigits < address || first.gap() < 2))
                    return {};
                return offsetOrBytes(first);
            }
            if (dump.groupDigits > 2 && !hasText && !first.colon && !first.prefixed)
                return orderUnknown(first);
            return HexReading{dump.bytes, formOf(dump)};
        }
        if (isOffset && !first.colon && m_source.digitsFrom(first.bytes) == 4)
            return orderUnknown(first);
        const Error &error = plain.error().position > withText.error().position ? plain.error() : withText.error();
        const bool everyLine = std::all_of(m_lines.begin() + qsizetype(m_first), m_lines.end(),
                                           [this](const Line &line) { return line.hasOffset() || isRepeat(line); });
        const bool severalLines = m_lines.size() - m_first > 1 && everyLine && startsLine;
        if (isOffset || laidOut || severalLines || m_sawText)
            return tl::unexpected(error);
        if (m_lines.size() - m_first == 1 && isZero(offsetOf(first)) && readHexList(m_source, first.start, first.end))
            return offsetOrBytes(first);
        return {};
    }

    tl::unexpected<Error> orderUnknown(const Line &line) const
    {
        return failure(
            tr("The order of the bytes in “%1” is unknown: hexdump and od -x swap them. Use hexdump -C, od -t x1 "
               "or xxd.")
                .arg(m_source.text().sliced(line.bytes, m_source.digitsFrom(line.bytes))),
            line.bytes);
    }

    /// Bytes and their text.
    std::optional<Result<HexReading>> readWithoutOffsets()
    {
        const auto dump = readAs(Column::Text, false);
        if (!dump || !dump->hasText)
            return {};
        if (readHexList(m_source, 0, m_source.size()))
            return textOrBytes(dump->textAt);
        return HexReading{dump->bytes, HexForm::Dump};
    }

    tl::unexpected<Error> textOrBytes(qsizetype at) const
    {
        return failure(
            tr("This could be a text column or bytes. Remove it, or write the bytes with one blank between."), at);
    }

    HexForm formOf(const Dump &dump) const
    {
        const Line &first = m_lines[m_first];
        if (first.colon && m_source.at(first.offset + first.offsetDigits) != u':')
            return HexForm::Dump;
        if (first.colon && first.prefixed)
            return first.offsetDigits == 4 ? HexForm::Tcpdump : HexForm::Dump;
        if (first.colon)
            return HexForm::Xxd;
        if (dump.textFrame == u'|')
            return HexForm::HexdumpC;
        if (dump.textFrame == u'>' || (first.gap() == 1 && first.offsetDigits > 5))
            return HexForm::Od;
        return first.offsetDigits == 4 && first.gap() > 1 ? HexForm::Wireshark : HexForm::Dump;
    }

    bool isRepeat(const Line &line) const { return m_source.text().sliced(line.start, line.end - line.start) == u"*"; }

    Result<Dump> readAs(Column column, bool withOffsets)
    {
        Dump dump;
        std::optional<Offsets> offsets;
        const Line *repeat = nullptr; // the line `*` before this one
        bool ended = false;           // by an offset without bytes
        size_t lineSize = 0;
        for (size_t i = m_first; i < m_lines.size(); ++i) {
            const Line &line = m_lines[i];
            if (ended)
                return failure(tr("The dump ended in the line before."), line.start);
            if (withOffsets && isRepeat(line) && lineSize > 0 && !repeat) {
                repeat = &line;
                continue;
            }
            if (withOffsets) {
                if (auto read = readOffset(line, offsets, repeat, lineSize, dump); !read)
                    return tl::unexpected(read.error());
                repeat = nullptr;
                if (line.isOffsetOnly()) {
                    ended = true;
                    continue;
                }
            }
            const size_t before = dump.bytes.size();
            if (auto read = readLine(line, withOffsets ? line.bytes : line.start, column, dump); !read)
                return tl::unexpected(read.error());
            lineSize = dump.bytes.size() - before;
        }
        if (repeat)
            return failure(tr("The offset after “*” is missing."), repeat->start);
        return dump;
    }

    Result<void> readOffset(const Line &line, std::optional<Offsets> &offsets, const Line *repeat, size_t lineSize,
                            Dump &dump) const
    {
        if (!line.hasOffset())
            return failure(tr("This line has no offset, unlike those before it."), line.start);
        const QStringView digits = offsetOf(line);
        if (!offsets) {
            offsets.emplace(digits);
            return {};
        }
        if (repeat) {
            if (auto repeated = repeatLine(digits, *offsets, lineSize, dump.bytes); !repeated)
                return failure(repeated.error().message, line.offset);
        }
        if (offsets->accept(digits, dump.bytes.size())) {
            dump.isChained = true;
            return {};
        }
        if (isZero(digits))
            return failure(tr("A second dump starts here. Only one can be read at a time."), line.offset);
        return failure(tr("The offset %1 does not fit the bytes before it: it should be %2.")
                           .arg(digits, offsets->after(dump.bytes.size(), digits.size())),
                       line.offset);
    }

    /// `*` stands for the line before it, up to the next offset.
    static Result<void> repeatLine(QStringView digits, const Offsets &offsets, size_t lineSize, Bytes &bytes)
    {
        std::vector<quint64> sizes = offsets.sizesUpTo(digits);
        std::erase_if(sizes,
                      [&](quint64 size) { return size <= bytes.size() || (size - bytes.size()) % lineSize != 0; });
        if (sizes.size() != 1)
            return failure(sizes.empty()
                               ? tr("The offset %1 does not fit the lines that “*” stands for.").arg(digits)
                               : tr("The offset %1 could be octal or decimal, so “*” cannot be replaced. Dump "
                                    "with -v.")
                                     .arg(digits));
        if (sizes.front() - bytes.size() > longestRepeat)
            return failure(tr("“*” stands for more than 16 MiB. Send the file itself."));
        while (bytes.size() < sizes.front())
            bytes.push_back(bytes[bytes.size() - lineSize]);
        return {};
    }

    /// Groups of digits; then, in Column::Text, the text.
    Result<void> readLine(const Line &line, qsizetype start, Column column, Dump &dump)
    {
        Bytes bytes;
        qsizetype textAt = -1;
        Bytes upToText;
        qsizetype group = dump.groupDigits;
        bool isLast = false; // a group with fewer digits
        qsizetype at = start;
        while (m_source.isBlank(at))
            ++at;
        qsizetype tail = -1; // what may be a text
        int narrowGaps = 0;
        int wideGaps = 0;
        while (at < line.end) {
            if (m_source.hasPrefix(at) && m_source.digitsFrom(at + 2) == 2)
                at += 2; // gdb
            const qsizetype digits = m_source.digitsFrom(at);
            const bool isSpaced = at + digits == line.end || m_source.isBlank(at + digits)
                || (m_source.at(at + digits) == u'-' && m_source.digit(at + digits + 1) >= 0);
            if (digits == 0 || digits % 2 != 0 || !isSpaced || (group > 0 && digits > group) || isLast)
                break;
            isLast = group > 0 && digits < group;
            if (isLast && tail == at)
                break;
            group = group > 0 ? group : digits;
            m_source.appendBytes(at, digits, bytes);
            at += digits;
            if (m_source.at(at) == u'-' && at < line.end) {
                ++at;
                continue;
            }
            const qsizetype gapAt = at;
            while (at < line.end && m_source.isBlank(at))
                ++at;
            const qsizetype gap =
                at - gapAt + std::count(m_source.text().begin() + gapAt, m_source.text().begin() + at, u'\t');
            if (at == line.end)
                break;
            if (gap < 2) {
                ++narrowGaps;
                continue;
            }
            ++wideGaps;
            tail = at;
            if (column == Column::Text && line.end - line.start <= longestLine) {
                if (const qsizetype found = findText(bytes, gapAt, at, line.end, dump); found >= 0) {
                    if (textAt >= 0)
                        return textOrBytes(textAt);
                    textAt = found;
                    upToText = bytes;
                }
            }
            // Bytes have at most one such gap, in the middle, unless all are alike; larger groups have none.
            if (gap > 2 || group > 2 || (wideGaps > 1 && narrowGaps > 0))
                break;
        }
        const bool isComplete = at == line.end;
        if (column == Column::Text) {
            const bool isBlankText = isComplete
                && std::all_of(bytes.begin(), bytes.end(), [](const MaskedByte &byte) { return byte.value == ' '; });
            if (textAt < 0 && !isBlankText) {
                if (tail >= 0)
                    return failure(tr("The text column does not fit the bytes of its line. Correct or remove it."),
                                   tail);
                return isComplete ? failure(tr("This line has no text column, unlike others."), line.start)
                                  : wrongGroup(at, line.end);
            }
            if (textAt >= 0) {
                bytes = std::move(upToText);
                m_sawText = dump.hasText = true;
                dump.textAt = dump.textAt < 0 ? textAt : dump.textAt;
            }
        } else if (!isComplete) {
            return wrongGroup(at, line.end);
        }
        dump.groupDigits = group;
        dump.bytes.insert(dump.bytes.end(), bytes.begin(), bytes.end());
        return {};
    }

    tl::unexpected<Error> wrongGroup(qsizetype at, qsizetype end) const
    {
        if (m_source.hasPrefix(at))
            return failure(hexlist::orderUnknown(m_source.text().sliced(at, m_source.digitsFrom(at + 2) + 2)), at);
        const auto list = readHexList(m_source, at, end);
        return list ? failure(tr("This group has another number of digits than those before it."), at)
                    : tl::unexpected(list.error());
    }

    /// Where the text of these bytes is, if it follows the gap; or -1. Blanks of the text look like those of the gap.
    qsizetype findText(const Bytes &bytes, qsizetype gap, qsizetype tail, qsizetype end, Dump &dump) const
    {
        const auto size = qsizetype(bytes.size());
        const QChar frame = m_source.at(tail);
        const QChar closing = frame == u'|' ? frame : frame == u'>' ? QChar(u'<') : QChar();
        if (!closing.isNull() && end - tail == size + 2 && m_source.at(end - 1) == closing
            && isText(bytes, tail + 1, end - 1, false)) {
            dump.textFrame = frame;
            return tail;
        }
        const qsizetype blanks =
            std::find_if(bytes.begin(), bytes.end(), [](const MaskedByte &byte) { return byte.value != ' '; })
            - bytes.begin();
        constexpr qsizetype half = 8; // where Wireshark may put a blank
        for (const bool halved : {false, true}) {
            for (const qsizetype start : {tail, tail - blanks - (halved && blanks >= half ? 1 : 0)}) {
                if (start > gap && (!halved || size > half) && isText(bytes, start, end, halved))
                    return start;
            }
        }
        return -1;
    }

    /// Whether the characters from `start` are the bytes as text. Blanks at the end may be missing.
    bool isText(const Bytes &bytes, qsizetype start, qsizetype end, bool halved) const
    {
        constexpr size_t half = 8;
        if (end - start > qsizetype(bytes.size()) + (halved ? 1 : 0))
            return false;
        qsizetype at = start;
        for (size_t i = 0; i < bytes.size(); ++i, ++at) {
            if (halved && i == half && at < end && m_source.at(at++) != u' ')
                return false;
            if (!isShownAs(bytes[i], at < end ? m_source.typed()[at] : QChar(u' ')))
                return false;
        }
        return true;
    }

    /// Dots are also what tcpdump writes for blanks.
    static bool isShownAs(const MaskedByte &byte, QChar c)
    {
        if (byte.mask != 0xff || c == QLatin1Char(char(byte.value)))
            return true;
        const bool isGraphic = byte.value > ' ' && byte.value <= '~';
        return !isGraphic && (c == u'.' || c.unicode() > 0x7f);
    }

    const HexSource &m_source;
    std::vector<Line> m_lines;
    size_t m_first = 0;
    bool m_sawText = false;
};

} // namespace

std::optional<Result<HexReading>> readHexDump(const HexSource &source)
{
    return DumpReader(source).read();
}
