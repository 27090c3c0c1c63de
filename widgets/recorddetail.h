// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/record.h"
#include "model/log/recordtext.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QToolButton;

/// One record in full: its bytes as a hex dump and its text, side by side.
class RecordDetail : public QWidget
{
    Q_OBJECT
public:
    explicit RecordDetail(QWidget *parent = nullptr);

    /// `text` is the payload decoded.
    void showRecord(const Record &record, const DecodedText &text);

signals:
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void retranslate();

    Record m_record;
    QLabel *m_title = nullptr;
    QPlainTextEdit *m_dump = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QToolButton *m_close = nullptr;
};
