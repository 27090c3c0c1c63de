// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/sendentrydialog.h"

#include "model/bytes/escape.h"
#include "widgets/parts/formatfields.h"
#include "widgets/parts/labeledfield.h"
#include "widgets/parts/statuslabel.h"
#include "widgets/sending/messageedit.h"
#include "widgets/sending/sendbox.h"

#include <QDialogButtonBox>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QSpinBox>

SendEntryDialog::SendEntryDialog(const SendListEntry &entry, const std::shared_ptr<const TextCodec> &codec,
                                 std::function<QString(const QKeySequence &)> hotkeyTaken, QWidget *parent)
    : QDialog(parent), m_hotkeyTaken(std::move(hotkeyTaken))
{
    setWindowTitle(tr("Message of the send list"));
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
    m_format->setFormat(m_shownFormat);
    m_delay = numberField(this, 0, sendlistfile::maxDelayMs, entry.delayMs);
    m_delay->setSuffix(tr(" ms"));
    m_delay->setToolTip(tr("From this message to the next one, where the list is sent by itself"));
    add(m_delay, tr("Delay"));
    m_hotkey = new QKeySequenceEdit(QKeySequence::fromString(entry.hotkey), this);
    m_shownHotkey = m_hotkey->keySequence();
    add(m_hotkey, tr("Key"));
    m_error = new StatusLabel(this);
    grid->addWidget(m_error, nextRow(*grid), 0, 1, 2);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    grid->addWidget(buttons, nextRow(*grid), 0, 1, 2);
    grid->setColumnStretch(1, 1);
    const auto showFormat = [this, codec] { m_box->setFormat(m_format->format(), codec); };
    showFormat();
    connect(m_format, &FormatFields::formatChanged, this, showFormat);
    connect(m_box, &SendBox::sendRequested, this, &SendEntryDialog::tryOutRequested);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(480, 460);
}

/// What a field would lose or hide of a text is shown with escapes, and the format says so.
void SendEntryDialog::fill(const SendListEntry &entry)
{
    m_given = entry;
    m_shownFormat = entry.format;
    QString shown = entry.payload;
    if (entry.format.input == PayloadFormat::Input::Text && needsEscapes(shown)) {
        shown = toEscapedText(shown, entry.format.escapes);
        m_shownFormat.escapes = true;
    }
    m_box->edit()->setPlainText(shown);
    m_shownText = m_box->edit()->text();
}

/// One stroke is enough of a new one.
QKeySequence SendEntryDialog::hotkey() const
{
    const QKeySequence keys = m_hotkey->keySequence();
    return keys == m_shownHotkey ? keys : QKeySequence(keys[0]);
}

SendListEntry SendEntryDialog::entry() const
{
    SendListEntry entry{m_name->text(), m_box->edit()->text(), m_format->format(), m_delay->value(), m_given.hotkey};
    if (m_hotkey->keySequence() != m_shownHotkey)
        entry.hotkey = hotkey().toString(QKeySequence::PortableText);
    if (entry.payload == m_shownText && entry.format.input == m_shownFormat.input
        && entry.format.escapes == m_shownFormat.escapes) {
        entry.payload = m_given.payload;
        entry.format.escapes = m_given.format.escapes;
    }
    return entry;
}

void SendEntryDialog::accept()
{
    const QKeySequence key = hotkey();
    const QString taken = key.isEmpty() ? QString() : m_hotkeyTaken(key);
    if (!taken.isEmpty()) {
        m_error->showError(
            tr("%1 is taken: %2. Choose another key.").arg(key.toString(QKeySequence::NativeText), taken));
        m_hotkey->setFocus();
        return;
    }
    if (!m_box->payload()) // the place is marked and the reason shown
        return;
    QDialog::accept();
}
