// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

/// A message in place, above what it is about, instead of a dialog that stops the work. Hidden until
/// there is something to say.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    enum class Tone : quint8 { Info, Warning };

    explicit MessageBar(QWidget *parent = nullptr);

    void showMessage(const QString &text, Tone tone);
    QString text() const;
    /// A button beside the text; it stays for later messages.
    QPushButton *addButton();

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColors();

    Tone m_tone = Tone::Info;
    QHBoxLayout *m_layout = nullptr;
    QLabel *m_text = nullptr;
    QToolButton *m_close = nullptr;
};
