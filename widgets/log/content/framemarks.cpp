// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/content/framemarks.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

struct FrameMarks
{
    Q_DECLARE_TR_FUNCTIONS(FrameMarks)
};

QString problem(Frame::State state)
{
    switch (state) {
    case Frame::State::Whole:
        break;
    case Frame::State::TooLong:
        return FrameMarks::tr("⚠ too long");
    case Frame::State::BadLength:
        return FrameMarks::tr("⚠ bad length");
    case Frame::State::Malformed:
        return FrameMarks::tr("⚠ malformed");
    case Frame::State::Noise:
        return FrameMarks::tr("⚠ not a message");
    }
    return {};
}

} // namespace

std::vector<TextMark> frameMarks(const std::vector<FramePart> &parts, size_t part, QByteArrayView payload)
{
    std::vector<TextMark> marks;
    const FramePart &shown = parts[part];
    if (!shown.begins)
        marks.push_back({shown.bytes.start, QStringLiteral("↑ "), SpanKind::FrameEdge});
    const qsizetype end = shown.bytes.end - shown.ending;
    if (shown.state != Frame::State::Whole)
        marks.push_back({end, u' ' + problem(shown.state), SpanKind::FrameBad});
    else if (shown.verdict == ChecksumVerdict::Good)
        marks.push_back({end, QStringLiteral(" ✓"), SpanKind::FrameGood});
    else if (shown.verdict == ChecksumVerdict::Bad)
        marks.push_back({end, QStringLiteral(" ✗"), SpanKind::FrameBad});
    const bool last = part + 1 == parts.size();
    if (!shown.ends) {
        // Before the line ending, so that it is not alone on the next line.
        const QByteArrayView bytes = payload.first(shown.bytes.end);
        const int ending = bytes.endsWith("\r\n") ? 2 : bytes.endsWith('\n') || bytes.endsWith('\r') ? 1 : 0;
        const qsizetype at = std::max(shown.bytes.start, shown.bytes.end - ending);
        marks.push_back({at, QStringLiteral(" ↓"), SpanKind::FrameEdge});
    } else if (!last) {
        // A line ending already breaks the line.
        const char before = payload[shown.bytes.end - 1];
        if (before != '\n' && before != '\r')
            marks.push_back({shown.bytes.end, QStringLiteral("\n"), SpanKind::FrameEdge});
    }
    return marks;
}

std::vector<TextMark> frameMarks(const std::vector<FramePart> &parts, QByteArrayView payload)
{
    std::vector<TextMark> marks;
    for (size_t part = 0; part < parts.size(); ++part) {
        for (TextMark &mark : frameMarks(parts, part, payload))
            marks.push_back(std::move(mark));
    }
    return marks;
}
