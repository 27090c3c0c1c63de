// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"
#include "widgets/parts/translated.h"

#include <QWidget>

#include <memory>

class MessageEdit;
class QPushButton;
class StatusLabel;

/// What is to be sent, with its bytes as they will go out and their count, or what is wrong with it, below,
/// and the button. Where the encoding lacks a character but has one that looks like it, a further button puts that
/// into the text.
class SendBox : public Translated<QWidget>
{
    Q_OBJECT
public:
    /// Starts with text in UTF-8.
    explicit SendBox(QWidget *parent = nullptr);

    /// How the text is turned into bytes.
    void setFormat(const PayloadFormat &format, std::shared_ptr<const TextCodec> codec);
    /// The bytes as they would go out. On an error the place is marked and the message shown.
    Result<QByteArray> payload();
    /// What could not be done with the message, below it, until it is edited.
    void showError(const QString &message, qsizetype position = -1);
    /// Takes the message into the history after it was sent.
    void messageSent(bool clear);

    MessageEdit *edit() const { return m_edit; }

signals:
    void sendRequested();

protected:
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateCount();
    void offerNearest(qsizetype position);
    void useNearest();
    void preview(const QByteArray &bytes);
    void showPreview();

    PayloadFormat m_format;
    std::shared_ptr<const TextCodec> m_codec;
    MessageEdit *m_edit = nullptr;
    StatusLabel *m_status = nullptr;
    QString m_count;                  // of the bytes that m_preview shows
    QString m_preview;                // in hex; empty while something else stands there
    QPushButton *m_nearest = nullptr; // shown with an error that it mends
    QPushButton *m_send = nullptr;
};
