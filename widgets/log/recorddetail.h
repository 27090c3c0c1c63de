// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/frames/recordframes.h"
#include "model/log/trafficlog.h"
#include "widgets/log/logview.h"
#include "widgets/parts/translated.h"

#include <QWidget>

class QPlainTextEdit;
class QToolButton;
class WrappedLabel;
class TextCodec;

/// One record of a log in full: its bytes as a hex dump and its text, side by side.
class RecordDetail : public Translated<QWidget>
{
    Q_OBJECT
public:
    explicit RecordDetail(const std::shared_ptr<TrafficLog> &log, QWidget *parent = nullptr);

    /// The view that shows the record's text.
    LogView &text() const { return *m_text; }

    void setCodec(const std::shared_ptr<const TextCodec> &codec) { m_text->setCodec(codec); }
    /// Which messages are separated and checked.
    void setMessages(const MessageView &view, const std::shared_ptr<const FrameIndex> &index);
    /// Does nothing when the record cannot be read.
    void showRecord(RecordNumber number);
    /// There may be new records, or the beginnings of more messages are known.
    void refresh();

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void retranslate() override;
    bool findMessages();
    void showDump();
    QString messagesText() const;

    const std::shared_ptr<TrafficLog> m_log;
    MessageView m_messages;
    std::shared_ptr<const FrameIndex> m_frameIndex;
    std::vector<FramePart> m_parts;
    bool m_mayChange = false; // m_parts, with later records
    Record m_record;
    WrappedLabel *m_title = nullptr;
    QPlainTextEdit *m_dump = nullptr;
    LogView *m_text = nullptr;
    QToolButton *m_close = nullptr;
};
