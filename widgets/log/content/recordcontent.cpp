// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/content/recordcontent.h"

#include "model/bytes/hex/hex.h"
#include "model/bytes/hex/hexdump.h"
#include "model/bytes/printable.h"
#include "model/log/recordclock.h"
#include "widgets/log/content/framemarks.h"
#include "widgets/log/content/logwords.h"

#include <algorithm>

namespace {

LogInk inkOf(SpanKind kind)
{
    switch (kind) {
    case SpanKind::Invalid:
        return LogInk::Invalid;
    case SpanKind::Pending:
        return LogInk::Pending;
    case SpanKind::FrameEdge:
        return LogInk::FrameEdge;
    case SpanKind::FrameGood:
        return LogInk::FrameGood;
    case SpanKind::FrameBad:
        return LogInk::FrameBad;
    case SpanKind::Control:
        break;
    }
    return LogInk::Control;
}

/// Whether the text ends with an incomplete character.
bool endsPending(const DecodedText &decoded)
{
    for (auto span = decoded.spans.rbegin(); span != decoded.spans.rend(); ++span) {
        if (inkOf(span->kind) < LogInk::LineEnding)
            return span->kind == SpanKind::Pending && decoded.text[span->start + span->length - 1] != u'…';
    }
    return false;
}

// Replaces tabs by blanks.
DecodedText withoutTabs(DecodedText line)
{
    if (!line.text.contains(u'\t'))
        return line;
    DecodedText result;
    auto span = line.spans.cbegin();
    for (qsizetype i = 0; i < line.text.size(); ++i) {
        for (; span != line.spans.cend() && span->start <= i; ++span)
            result.spans.push_back({result.text.size() + span->start - i, span->length, span->kind});
        if (line.text[i] == u'\t')
            result.text.append(QString(tabWidthAt(result.text), u' '));
        else
            result.text.append(line.text[i]);
    }
    return result;
}

void appendLine(const DecodedText &line, RecordContent &content)
{
    const qsizetype start = content.text.size();
    content.text.append(line.text);
    for (const TextSpan &span : line.spans)
        content.spans.push_back({start + span.start, span.length, inkOf(span.kind)});
}

// The symbols that end a line get an ink of their own, because they are not copied.
void markLineEnding(qsizetype lineStart, RecordContent &content)
{
    const auto isEnding = [](QChar character) { return character == u'␊' || character == u'␍'; };
    qsizetype start = content.text.size();
    while (start > lineStart && isEnding(content.text[start - 1]))
        --start;
    for (auto span = content.spans.rbegin(); span != content.spans.rend() && span->start >= start; ++span) {
        if (span->ink == LogInk::Control)
            span->ink = LogInk::LineEnding;
    }
}

void appendText(const DecodedText &decoded, RecordContent &content)
{
    bool first = true;
    for (const DecodedText &line : printableLines(decoded)) {
        if (!first)
            content.text.append(u'\n');
        const qsizetype start = content.text.size();
        appendLine(withoutTabs(line), content);
        markLineEnding(start, content);
        first = false;
    }
    content.mayChange = endsPending(decoded);
}

void appendHexDump(QByteArrayView payload, Range bytes, bool withAscii, RecordContent &content)
{
    constexpr qsizetype offsetDigits = 8;
    for (qsizetype at = bytes.start; at < bytes.end; at += hexDumpWidth) {
        if (!content.text.isEmpty())
            content.text.append(u'\n');
        const QByteArrayView line = payload.sliced(at, std::min(hexDumpWidth, bytes.end - at));
        const qsizetype start = content.text.size();
        content.dump.push_back({start, at, line.size()});
        if (content.plainDump) {
            content.text.append(toHex(line));
            continue;
        }
        content.text.append(hexDumpLine(line, quint64(at)));
        content.spans.push_back({start, offsetDigits, LogInk::Dim});
        const qsizetype ascii = content.text.size() - line.size();
        if (withAscii) {
            content.spans.push_back({ascii, line.size(), LogInk::Dim});
            continue;
        }
        content.text.truncate(ascii);
        while (content.text.endsWith(u' '))
            content.text.chop(1);
    }
}

void appendDumps(const Record &record, bool mixed, const std::vector<FramePart> &parts, RecordContent &content)
{
    const QByteArrayView payload = record.payload;
    content.plainDump = !mixed && payload.size() <= hexDumpWidth;
    if (parts.empty())
        appendHexDump(payload, {0, payload.size()}, mixed, content);
    for (size_t i = 0; i < parts.size(); ++i) {
        appendHexDump(payload, parts[i].bytes, mixed, content);
        if (mixed)
            continue; // the text shows them
        for (const TextMark &mark : frameMarks(parts, i, payload)) {
            if (mark.text != u"\n")
                appendLine({u' ' + mark.text.trimmed(), {{0, mark.text.trimmed().size() + 1, mark.kind}}}, content);
        }
    }
}

} // namespace

qsizetype tabWidthAt(QStringView before)
{
    constexpr qsizetype tabWidth = 8;
    qsizetype column = 0;
    for (const QChar character : before)
        column += character.unicode() >= 0x1100 ? 2 : 1;
    return tabWidth - column % tabWidth;
}

QString RecordContent::copied(qsizetype from, qsizetype to) const
{
    QString result;
    for (const ContentSpan &span : spans) {
        if (span.ink < LogInk::LineEnding || span.start < from || span.start >= to)
            continue;
        result += QStringView(text).sliced(from, span.start - from);
        from = span.start + span.length;
    }
    return result.append(QStringView(text).sliced(from, std::max(from, to) - from));
}

QString RecordContent::prefix(bool withTime) const
{
    QString result;
    if (kind == Kind::Note)
        return result;
    if (withTime)
        result += time + u' ';
    result += LogWords::directionName(*this) + u' ';
    if (kind == Kind::Data)
        result += peerName + u' ' + size + u' ';
    return result;
}

namespace {

/// Of a long path only the end, so that it leaves room for the text beside it.
QString gutterName(const SocketAddress &peer)
{
    constexpr qsizetype maxLength = 32;
    const QString name = peer.toString();
    return peer.isLocal() && name.size() > maxLength ? u'…' + name.last(maxLength - 1) : name;
}

} // namespace

RecordContent makeRecordContent(const Record &record, const DecodedText &decoded, LogDisplay display,
                                const std::vector<FramePart> &parts)
{
    RecordContent content;
    content.direction = record.direction;
    content.peer = record.peer;
    content.timeNs = record.timeNs;
    content.time = RecordClock::text(record.timeNs).section(u' ', 1).chopped(6); // to the millisecond
    if (record.kind == RecordKind::Event) {
        content.kind = isFailure(record.event.code) ? RecordContent::Kind::Failure : RecordContent::Kind::Event;
        appendLine(makePrintable({eventText(record.event), {}}), content);
        return content;
    }
    content.peerName = gutterName(record.remote);
    if (record.own)
        content.peerName += u' ' + LogWords::own();
    content.size = QString::number(record.payload.size());
    if (record.payload.isEmpty()) {
        content.text = LogWords::empty();
        content.spans.push_back({0, content.text.size(), LogInk::Dim});
        return content;
    }
    if (display != LogDisplay::Hex)
        appendText(decoded, content);
    if (display != LogDisplay::Text)
        appendDumps(record, display == LogDisplay::Mixed, parts, content);
    return content;
}

QString shownSpan(qint64 nanoseconds)
{
    const qint64 microseconds = std::abs(nanoseconds) / 1000;
    return QStringLiteral("%1%2.%3")
        .arg(nanoseconds < 0 ? QChar(u'−') : QChar(u'+'))
        .arg(microseconds / 1'000'000)
        .arg(microseconds % 1'000'000, 6, 10, QLatin1Char('0'));
}

RecordContent goneRecordContent()
{
    RecordContent content;
    content.kind = RecordContent::Kind::Note;
    content.text = LogWords::gone();
    content.spans.push_back({0, content.text.size(), LogInk::Dim});
    return content;
}
