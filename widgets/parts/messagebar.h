// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/parts/translated.h"
#include "widgets/parts/wrappedlabel.h"

#include <QFrame>
#include <QToolButton>

class QHBoxLayout;
class QPushButton;

/// A message above the widgets that it is about, instead of a modal dialog. Hidden until the first message.
class MessageBar : public Translated<QFrame>
{
    Q_OBJECT
public:
    enum class Tone : quint8 { Info, Warning };

    explicit MessageBar(QWidget *parent = nullptr);

    void showMessage(const QString &text, Tone tone);
    QString text() const { return m_text->text(); }
    /// Adds a button beside the text; it stays for later messages.
    QPushButton *addButton();

protected:
    void retranslate() override { m_close->setAccessibleName(tr("Dismiss message")); }

private:
    void applyColors();

    Tone m_tone = Tone::Info;
    QHBoxLayout *m_layout = nullptr;
    WrappedLabel *m_text = nullptr;
    QToolButton *m_close = nullptr;
};
