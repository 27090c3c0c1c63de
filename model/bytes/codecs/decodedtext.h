// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <vector>

/// What a stretch of shown text stands for, where that is not simply the character itself.
enum class SpanKind : quint8 {
    Invalid, ///< bytes that mean nothing in the codec, written as `\xHH`
    Pending, ///< the beginning of a character whose rest has not come (yet), written as `\xHH`
    Control, ///< a control or direction-changing character, written as a picture or `<U+HHHH>`
    // No part of the text but put into it, see TextMark:
    FrameEdge, ///< where messages begin and end
    FrameGood, ///< a message that ends here is as it should be
    FrameBad,  ///< it is not
};

/// What is to be put into a text.
struct TextMark
{
    qsizetype byte = 0; ///< before which of the bytes that the text is made from
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

/// Text made from bytes, with the places marked that a reader must not take for received text.
struct DecodedText
{
    QString text;
    std::vector<TextSpan> spans; ///< ascending, not overlapping

    /// Appends `what` and marks it.
    void appendMarked(QStringView what, SpanKind kind);
    /// Appends each byte as `\xHH`, marked.
    void appendBytes(QByteArrayView bytes, SpanKind kind);
};
