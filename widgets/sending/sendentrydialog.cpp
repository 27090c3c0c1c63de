// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/sendentrydialog.h"

#include "model/bytes/escape.h"
#include "widgets/parts/formatfields.h"
#include "widgets/parts/labeledfield.h"
#include "widgets/parts/statuslabel.h"
#include "widgets/parts/units.h"
#include "widgets/sending/messageedit.h"
#include "widgets/sending/sendbox.h"

#include <QDialogButtonBox>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QSpinBox>

SendEntryDialog::SendEntryDialog(const SendListEntry &entry, const std::shared_ptr<const TextCodec> &codec,
                                 std::function<QString(const QKeySequence &)> hotkeyUse, QWidget *parent)
    : QDialog(parent), m_hotkeyUse(std::move(hotkeyUse))
{
    setWindowTitle(tr("Send list message"));
    auto *grid = new QGridLayout(this);
    const auto add = [&](QWidget *field, const QString &text) {
        const LabeledField labeled(field);
        labeled.setLabel(text);
        labeled.addTo(*grid);
    };
    m_name = new QLineEdit(entry.name, this);
    add(m_name, tr("Name"));
    m_box = new SendBox(this);
    fill(entry);
    grid->addWidget(m_box, nextRow(*grid), 0, 1, 2);
    grid->setRowStretch(grid->rowCount() - 1, 1);
    m_format = new FormatFields(*this, *grid);
    m_format->setFormat(m_initialFormat);
    m_delay = numberField(this, 0, sendlistfile::maxDelayMs, entry.delayMs);
    m_delay->setSuffix(units::ms());
    m_delay->setToolTip(tr("Wait after this message when the list is run"));
    add(m_delay, tr("Delay"));
    m_hotkey = new QKeySequenceEdit(QKeySequence::fromString(entry.hotkey), this);
    m_initialHotkey = m_hotkey->keySequence();
    add(m_hotkey, tr("Key"));
    m_error = new StatusLabel(this);
    grid->addWidget(m_error, nextRow(*grid), 0, 1, 2);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    grid->addWidget(buttons, nextRow(*grid), 0, 1, 2);
    grid->setColumnStretch(1, 1);
    const auto showFormat = [this, codec] { m_box->setFormat(m_format->format(), codec); };
    showFormat();
    connect(m_format, &FormatFields::formatChanged, this, showFormat);
    connect(m_hotkey, &QKeySequenceEdit::keySequenceChanged, m_error, &StatusLabel::clear);
    connect(m_box, &SendBox::sendRequested, this, &SendEntryDialog::tryOutRequested);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(480, 460);
}

/// Text that a field would lose or hide is shown with escapes, and the format is set to escapes.
void SendEntryDialog::fill(const SendListEntry &entry)
{
    m_original = entry;
    m_initialFormat = entry.format;
    QString shown = entry.payload;
    if (entry.format.input == PayloadFormat::Input::Text && needsEscapes(shown)) {
        shown = toEscapedText(shown, entry.format.escapes);
        m_initialFormat.escapes = true;
    }
    m_box->edit()->setPlainText(shown);
    m_initialText = m_box->edit()->text();
}

/// Only the first key of a new key sequence counts.
QKeySequence SendEntryDialog::hotkey() const
{
    const QKeySequence keys = m_hotkey->keySequence();
    return keys == m_initialHotkey ? keys : QKeySequence(keys[0]);
}

SendListEntry SendEntryDialog::entry() const
{
    SendListEntry entry{m_name->text(), m_box->edit()->text(), m_format->format(), m_delay->value(), m_original.hotkey};
    if (m_hotkey->keySequence() != m_initialHotkey)
        entry.hotkey = hotkey().toString(QKeySequence::PortableText);
    if (entry.payload == m_initialText && entry.format.input == m_initialFormat.input
        && entry.format.escapes == m_initialFormat.escapes) {
        entry.payload = m_original.payload;
        entry.format.escapes = m_original.format.escapes;
    }
    return entry;
}

void SendEntryDialog::accept()
{
    const QKeySequence key = hotkey();
    const QString use = key.isEmpty() ? QString() : m_hotkeyUse(key);
    if (!use.isEmpty()) {
        m_error->showError(
            tr("%1 is already in use: %2. Choose another key.").arg(key.toString(QKeySequence::NativeText), use));
        m_hotkey->setFocus();
        return;
    }
    if (!m_box->payload()) // the box shows the error
        return;
    QDialog::accept();
}
