// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sendbox.h"

#include "widgets/messageedit.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace {

constexpr qsizetype longestCounted = 1 << 20; // characters; the count of more is made when sending

} // namespace

SendBox::SendBox(QWidget *parent) : QWidget(parent)
{
    m_edit = new MessageEdit(this);
    m_edit->setMinimumHeight(48);
    m_status = new QLabel(this);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_send = new QPushButton(this);
    m_send->setMinimumWidth(88);
    m_send->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(m_edit, 0, 0);
    grid->addWidget(m_send, 0, 1);
    grid->addWidget(m_status, 1, 0, 1, 2);
    grid->setRowStretch(0, 1);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &SendBox::updateCount);
    connect(m_edit, &MessageEdit::sendRequested, this, &SendBox::sendRequested);
    connect(m_send, &QPushButton::clicked, this, &SendBox::sendRequested);
    retranslate();
}

void SendBox::setFormat(const PayloadFormat &format, std::shared_ptr<const TextCodec> codec)
{
    m_format = format;
    m_codec = std::move(codec);
    updateCount();
}

Result<QByteArray> SendBox::payload()
{
    auto bytes = buildPayload(m_edit->toPlainText(), m_format, *m_codec);
    if (!bytes)
        showError(bytes.error().message, bytes.error().position);
    return bytes;
}

void SendBox::showError(const QString &message, qsizetype position)
{
    m_edit->markError(position);
    m_status->setText(position < 0 ? message : tr("Position %1: %2").arg(position + 1).arg(message));
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText,
                    palette().color(QPalette::Window).lightness() < 128 ? QColor(0xff7b72) : QColor(0xb3261e));
    m_status->setPalette(colors);
}

void SendBox::messageSent(bool clear)
{
    m_edit->remember(m_edit->toPlainText());
    if (clear)
        m_edit->clear();
    updateCount();
}

void SendBox::updateCount()
{
    if (!m_codec)
        return;
    const QString typed = m_edit->toPlainText();
    m_status->setPalette(palette());
    if (typed.size() > longestCounted) {
        m_edit->markError(-1);
        m_status->setText(tr("%n character(s)", nullptr, int(typed.size())));
    } else if (const auto bytes = payload()) {
        m_edit->markError(-1);
        m_status->setText(tr("%n byte(s)", nullptr, int(bytes->size())));
    }
}

void SendBox::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SendBox::retranslate()
{
    m_edit->setAccessibleName(tr("Message"));
    m_edit->setPlaceholderText(tr("Message to send (Ctrl+Enter; Ctrl+↑ and Ctrl+↓ bring back what was sent)"));
    m_send->setText(tr("Send"));
    m_send->setAccessibleName(tr("Send"));
    m_send->setToolTip(tr("Ctrl+Enter"));
    updateCount();
}
