// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <vector>

/// What a span of decoded text means if it is not received text as such.
enum class SpanKind : quint8 {
    Invalid, ///< bytes that are invalid in the encoding, written as `\xHH`
    Pending, ///< an incomplete character, written as `\xHH`
    Control, ///< a control or direction-changing character, written as a picture or `<U+HHHH>`
    // Inserted into the text, see TextMark:
    FrameEdge, ///< the border between two messages
    FrameGood, ///< the end of a valid message
    FrameBad,  ///< the end of an invalid one
};

/// Text to be inserted into a decoded text.
struct TextMark
{
    qsizetype byte = 0; ///< the index of the byte before which it goes
    QString text;
    SpanKind kind = SpanKind::FrameEdge;
};

struct TextSpan
{
    qsizetype start = 0; ///< UTF-16 units into DecodedText::text
    qsizetype length = 0;
    SpanKind kind = SpanKind::Invalid;

    bool operator==(const TextSpan &) const = default;
};

/// Text decoded from bytes, with spans for everything that is not received text as such.
struct DecodedText
{
    QString text;
    std::vector<TextSpan> spans; ///< ascending, not overlapping

    /// Appends `added` as a span.
    void appendMarked(QStringView added, SpanKind kind);
    /// Appends each byte as `\xHH`, as a span.
    void appendBytes(QByteArrayView bytes, SpanKind kind);
};
