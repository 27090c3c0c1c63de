// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/sendbox.h"

#include "model/bytes/hex/hex.h"
#include "widgets/parts/statuslabel.h"
#include "widgets/sending/messageedit.h"

#include <QGridLayout>
#include <QPushButton>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace {

constexpr qsizetype maxCounted = 1 << 20; // characters; longer text is encoded only when it is sent
constexpr qsizetype previewedHead = 96;   // bytes; no line has room for more
constexpr qsizetype previewedTail = 16;
constexpr qsizetype toolTipLine = 16;
constexpr qsizetype toolTipBytes = 64 * toolTipLine;

/// Lines of bytes in hex; the middle of many is omitted.
QString inLines(QByteArrayView bytes)
{
    QStringList lines;
    for (qsizetype at = 0; at < bytes.size(); at += toolTipLine) {
        if (const qsizetype tail = bytes.size() - toolTipBytes / 2; at >= toolTipBytes / 2 && at < tail) {
            at = tail + (toolTipLine - tail % toolTipLine) % toolTipLine; // the start of the next line
            lines.append(QStringLiteral("…"));
        }
        lines.append(toHex(bytes.sliced(at, std::min(toolTipLine, bytes.size() - at))));
    }
    return lines.join(u'\n');
}

} // namespace

SendBox::SendBox(QWidget *parent) : Translated(parent), m_codec(TextCodec::find(QStringLiteral("UTF-8")).value())
{
    m_edit = new MessageEdit(this);
    m_edit->setMinimumHeight(48);
    m_status = new StatusLabel(this);
    m_nearest = new QPushButton(this);
    m_nearest->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_nearest->hide();
    m_send = new QPushButton(this);
    m_send->setMinimumWidth(88);
    m_send->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(m_edit, 0, 0);
    grid->addWidget(m_send, 0, 1);
    auto *below = new QHBoxLayout;
    below->addWidget(m_status, 1);
    below->addWidget(m_nearest);
    grid->addLayout(below, 1, 0, 1, 2);
    grid->setRowStretch(0, 1);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &SendBox::updateCount);
    connect(m_edit, &MessageEdit::sendRequested, this, &SendBox::sendRequested);
    connect(m_nearest, &QPushButton::clicked, this, &SendBox::useNearest);
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
    m_form = HexForm::Digits;
    auto bytes = buildPayload(m_edit->text(), m_format, *m_codec, &m_form);
    if (!bytes) {
        markError(bytes.error());
        offerNearest(bytes.error().position);
    }
    return bytes;
}

/// Offers to replace a character that the encoding lacks, if it has a similar one.
void SendBox::offerNearest(qsizetype position)
{
    const QString typed = m_edit->text();
    std::vector<TextCodec::Substitution> made;
    if (m_format.input == PayloadFormat::Input::Hex || position < 0 || position >= typed.size()
        || m_codec->withNearest(typed, made)[position] == typed[position])
        return;
    m_nearest->setText(made.size() == 1 ? tr("Use %1").arg(QString::fromUcs4(&made.front().to, 1))
                                        : tr("Use the nearest characters"));
    QStringList pairs;
    for (const TextCodec::Substitution &pair : made)
        pairs.append(pair.toString());
    m_nearest->setToolTip(tr("Replaces in the text: %1").arg(pairs.join(QStringLiteral(", "))));
    m_nearest->setAccessibleDescription(m_nearest->toolTip());
    m_nearest->show();
}

/// Changes the text itself, so that it shows what is sent; undo restores it.
void SendBox::useNearest()
{
    std::vector<TextCodec::Substitution> made;
    const QString typed = m_edit->text();
    const QString text = m_codec->withNearest(typed, made);
    QTextCursor cursor(m_edit->document());
    cursor.beginEditBlock();
    for (qsizetype at = 0; at < typed.size(); ++at) {
        if (text[at] == typed[at])
            continue;
        cursor.setPosition(int(at));
        cursor.setPosition(int(at) + 1, QTextCursor::KeepAnchor);
        cursor.insertText(text[at]);
    }
    cursor.endEditBlock();
    m_edit->setFocus();
}

void SendBox::showError(const QString &message)
{
    m_hasError = true;
    markError({message, -1});
}

void SendBox::forgetError()
{
    if (m_hasError)
        updateCount();
}

void SendBox::markError(const Error &error)
{
    m_edit->markError(error.position);
    m_nearest->hide();
    m_preview.clear();
    m_status->setToolTip({});
    m_status->showError(StatusLabel::textOf(error));
}

void SendBox::messageSent(bool clear)
{
    m_edit->remember(m_edit->text());
    if (clear)
        m_edit->clear();
    updateCount();
}

void SendBox::updateCount()
{
    const QString typed = m_edit->text();
    m_hasError = false;
    m_nearest->hide();
    if (typed.size() > maxCounted) {
        m_edit->markError(-1);
        m_preview.clear();
        m_status->setToolTip({});
        m_status->showText(tr("%n character(s)", nullptr, int(typed.size())));
    } else if (const auto bytes = payload()) {
        m_edit->markError(-1);
        preview(*bytes);
    }
}

void SendBox::preview(const QByteArray &bytes)
{
    m_count = tr("%n byte(s)", nullptr, int(bytes.size()));
    if (const QString form = hexFormName(m_form); !form.isEmpty())
        m_count = tr("%1, %2", "as what the bytes were recognized, how many bytes").arg(form, m_count);
    m_preview = bytes.size() <= previewedHead + previewedTail
        ? toHex(bytes)
        : toHex(bytes.first(previewedHead)) + QStringLiteral(" … ") + toHex(bytes.last(previewedTail));
    m_status->setToolTip(inLines(bytes));
    m_status->showText(m_count);
    showPreview();
}

/// On one line; the end stays visible because it has the checksum and the line ending.
void SendBox::showPreview()
{
    if (m_preview.isEmpty())
        return;
    const QString whole = tr("%1: %2", "how many bytes: the bytes in hex");
    const QFontMetrics metrics = m_status->fontMetrics();
    const int room =
        m_status->width() - metrics.horizontalAdvance(whole.arg(m_count, QString())) - metrics.averageCharWidth();
    m_status->setText(whole.arg(m_count, metrics.elidedText(m_preview, Qt::ElideMiddle, std::max(room, 0))));
}

void SendBox::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate(); // gives the label its new width
    showPreview();
}

void SendBox::retranslate()
{
    m_edit->setAccessibleName(tr("Message"));
    m_edit->setPlaceholderText(tr("Message (Ctrl+Enter sends it; Ctrl+↑ and Ctrl+↓ recall sent messages)"));
    m_send->setText(tr("Send"));
    m_send->setAccessibleName(tr("Send"));
    m_send->setToolTip(tr("Ctrl+Enter"));
    updateCount();
}
