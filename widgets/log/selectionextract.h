// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/content/contentreader.h"
#include "widgets/log/page/logselection.h"

#include <functional>

/// Extracts what is selected from the log: the text that is shown, with the gutter where several records are selected,
/// or the bytes. Reads each record once and keeps none. May be handed from one thread to another.
class SelectionExtract
{
public:
    enum class Kind : quint8 {
        Text,
        Bytes, ///< events have none
    };
    using Writer = QString (*)(const QByteArray &bytes);

    /// Stops at about `limit` UTF-16 units, with a note, or bytes. `writer` turns the bytes into text.
    SelectionExtract(const ContentReader &reader, const LogSelection &selection, Kind kind, qsizetype limit,
                     Writer writer = nullptr);

    /// Continues until `mayTake`, called before each record with its size, returns false. Returns whether it is done.
    bool proceed(const std::function<bool(qsizetype payload)> &mayTake);
    /// Completes it now.
    void finish()
    {
        proceed([](qsizetype) { return true; });
    }

    const QString &text() const { return m_text; }
    const QByteArray &bytes() const { return m_bytes; }

private:
    bool isFull() const { return (m_kind == Kind::Text ? m_text.size() : m_bytes.size()) >= m_limit; }
    void addText(const std::optional<Record> &record);
    void addBytes(const Record &record);

    const std::unique_ptr<ContentReader> m_reader;
    const LogSelection m_selection;
    const Kind m_kind;
    const qsizetype m_limit;
    const Writer m_writer;
    RecordRow m_first = {};
    RecordRow m_next = {};
    RecordRow m_end = {};
    QString m_text;
    QByteArray m_bytes;
};
