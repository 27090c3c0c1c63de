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

/// The message to send and the button Send. Below the message: the bytes that will be sent, their count and as what they
/// were recognized, or the error in it. If the encoding lacks a character but has one that looks like it, another button replaces it.
class SendBox : public Translated<QWidget>
{
    Q_OBJECT
public:
    /// Starts with text in UTF-8.
    explicit SendBox(QWidget *parent = nullptr);

    /// How the text is turned into bytes.
    void setFormat(const PayloadFormat &format, std::shared_ptr<const TextCodec> codec);
    /// The bytes to send. On an error marks its position and shows the message.
    Result<QByteArray> payload();
    /// Shows an error below the message until the message is edited, or forgetError().
    void showError(const QString &message);
    /// What showError() has shown was about something that is different now.
    void forgetError();
    /// Adds the sent message to the history.
    void messageSent(bool clear);

    MessageEdit *edit() const { return m_edit; }

signals:
    void sendRequested();

protected:
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateCount();
    void markError(const Error &error);
    void offerNearest(qsizetype position);
    void useNearest();
    void preview(const QByteArray &bytes);
    void showPreview();

    PayloadFormat m_format;
    std::shared_ptr<const TextCodec> m_codec;
    MessageEdit *m_edit = nullptr;
    StatusLabel *m_status = nullptr;
    HexForm m_form = HexForm::Digits; // as what hexadecimal bytes were recognized
    QString m_count;                  // of all bytes
    QString m_preview;                // in hex; empty while something else is shown
    bool m_hasError = false;          // of showError()
    QPushButton *m_nearest = nullptr; // shown with an error that it corrects
    QPushButton *m_send = nullptr;
};
