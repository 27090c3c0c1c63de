// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/framingfields.h"

#include "widgets/parts/statuslabel.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

using Kind = Framing::Kind;

namespace {

constexpr int lengthSizes[] = {1, 2, 3, 4, 8};

} // namespace

FramingFields::FramingFields(QWidget &panel, QGridLayout &grid)
    : QObject(&panel), m_kind(choiceField(&panel, 6)), m_delimiter(new QLineEdit(QStringLiteral("\\r\\n"), &panel)),
      m_error(new StatusLabel(&panel)), m_size(numberField(&panel, 1, Framing::defaultMaxBytes, 1)),
      m_gap(numberField(&panel, 1, Framing::maxGapMs, 1)), m_field(choiceField(&panel)),
      m_offset(numberField(&panel, 0, Framing::maxOffset, 0)), m_order(choiceField(&panel, 2)),
      m_adjust(numberField(&panel, -Framing::maxAdjust, Framing::maxAdjust, 0)),
      m_strip(numberField(&panel, 0, Framing::maxBytesLimit, 0)), m_most(numberField(&panel, 1, Framing::maxBytesLimit, 1)),
      m_drop(new QCheckBox(&panel))
{
    for (QSpinBox *field : {m_strip, m_most}) {
        field->setKeyboardTracking(false); // 65536 begins with 6, and nothing is cut there meanwhile
        field->setGroupSeparatorShown(true);
    }
    for (const int size : lengthSizes)
        m_field->addItem(QString(), size);
    addTo(grid);
    retranslate();
    setFraming({});
    connectAll();
}

void FramingFields::addTo(QGridLayout &grid)
{
    m_kind.addTo(grid);
    m_delimiter.addTo(grid);
    grid.addWidget(m_error, nextRow(grid), 0, 1, 2);
    m_size.addTo(grid);
    m_gap.addTo(grid);
    m_field.addTo(grid);
    m_offset.addTo(grid);
    m_order.addTo(grid);
    for (const auto &field : {m_adjust, m_strip, m_most})
        field.addTo(grid);
    grid.addWidget(m_drop, nextRow(grid), 0, 1, 2);
}

void FramingFields::connectAll()
{
    for (QComboBox *box : {m_kind, m_field, m_order})
        connect(box, &QComboBox::currentIndexChanged, this, &FramingFields::onEdited);
    for (QSpinBox *box : {m_size, m_gap, m_offset, m_adjust, m_strip, m_most})
        connect(box, &QSpinBox::valueChanged, this, &FramingFields::onEdited);
    connect(m_delimiter, &QLineEdit::textChanged, this, &FramingFields::onEdited);
    connect(m_drop, &QCheckBox::toggled, this, &FramingFields::onEdited);
}

/// The delimiter as Framing::parse() reads it: hexadecimal digits behind 0x, or text with C escapes.
QString FramingFields::delimiterText() const
{
    const QString typed = m_delimiter->text();
    if (typed.startsWith(u"0x"))
        return typed.sliced(2);
    return u'\'' + QString(typed).replace(u'\'', QStringLiteral("\\'")) + u'\'';
}

void FramingFields::onEdited()
{
    if (m_filling)
        return;
    Framing framing;
    framing.kind = Kind(m_kind->currentIndex());
    framing.drop = m_drop->isChecked() && (framing.kind == Kind::Line || framing.kind == Kind::Delimiter);
    if (framing.kind == Kind::Fixed)
        framing.fixedSize = m_size->value();
    if (framing.kind == Kind::Gap)
        framing.gapMs = m_gap->value();
    if (framing.kind == Kind::Length) {
        framing.length = {m_offset->value(), m_field->currentData().toInt(),
                          m_order->currentIndex() == 1 ? ByteOrder::Little : ByteOrder::Big, m_adjust->value(),
                          m_strip->value()};
    }
    m_error->showText({});
    if (framing.kind == Kind::Delimiter) {
        const auto read = Framing::parse(QStringLiteral("delimiter:") + delimiterText());
        if (read)
            framing.delimiter = read->delimiter;
        else
            m_error->showError(withWarningSign(read.error().message));
    }
    showDetails();
    {
        const QSignalBlocker blocker(m_most);
        m_most->setMinimum(framing.minMaxBytes());
    }
    // What has a length of its own cannot be too long.
    if (framing.kind != Kind::None && framing.kind != Kind::Fixed)
        framing.maxBytes = m_most->value();
    if (!m_error->text().isEmpty() || framing == m_framing)
        return;
    m_framing = framing;
    Q_EMIT framingChanged();
}

void FramingFields::setFraming(const Framing &framing)
{
    m_filling = true;
    m_framing = framing;
    m_kind->setCurrentIndex(int(framing.kind));
    if (framing.kind == Kind::Delimiter)
        m_delimiter->setText(QStringLiteral("0x") + QString::fromLatin1(framing.delimiter.toHex().toUpper()));
    m_size->setValue(framing.fixedSize);
    m_gap->setValue(framing.gapMs);
    m_offset->setValue(framing.length.offset);
    m_field->setCurrentIndex(m_field->findData(framing.length.size));
    m_order->setCurrentIndex(framing.length.order == ByteOrder::Little ? 1 : 0);
    m_adjust->setValue(framing.length.adjust);
    m_strip->setValue(framing.length.strip);
    m_most->setMinimum(framing.minMaxBytes());
    m_most->setValue(framing.maxBytes);
    m_drop->setChecked(framing.drop);
    m_error->showText({});
    m_filling = false;
    showDetails();
    Q_EMIT framingChanged();
}

void FramingFields::showDetails()
{
    const auto kind = Kind(m_kind->currentIndex());
    const bool hasLengthField = kind == Kind::Length;
    m_delimiter.setVisible(kind == Kind::Delimiter);
    m_size.setVisible(kind == Kind::Fixed);
    m_gap.setVisible(kind == Kind::Gap);
    m_field.setVisible(hasLengthField);
    m_offset.setVisible(hasLengthField);
    m_order.setVisible(hasLengthField && m_field->currentData().toInt() > 1);
    m_adjust.setVisible(hasLengthField);
    m_strip.setVisible(hasLengthField);
    m_most.setVisible(kind != Kind::None && kind != Kind::Fixed);
    m_drop->setVisible(kind == Kind::Line || kind == Kind::Delimiter);
}

void FramingFields::retranslate()
{
    m_kind.setLabel(tr("Messages"));
    m_kind->setToolTip(tr("How a stream is cut into messages, for the log and for automatic answers. What is stored "
                          "stays as it came; a datagram is a message."));
    setItemTexts(*m_kind,
                 {tr("as they come"), tr("lines"), tr("end with bytes"), tr("fixed length"), tr("length field"),
                  tr("end with a pause")});
    m_delimiter.setLabel(tr("Delimiter"));
    m_delimiter->setToolTip(tr("Text with escapes such as \\r\\n, or bytes such as 0x0D0A"));
    m_size.setLabel(tr("Length"));
    m_gap.setLabel(tr("Pause"));
    m_gap->setToolTip(tr("A message ends when nothing comes for so long."));
    m_field.setLabel(tr("Field size"));
    for (int i = 0; i < m_field->count(); ++i)
        m_field->setItemText(i, tr("%1 B").arg(lengthSizes[i]));
    m_offset.setLabel(tr("Field offset"));
    m_offset->setToolTip(tr("Bytes of a message before its length field"));
    m_order.setLabel(tr("Field order"));
    setItemTexts(*m_order, {tr("high byte first"), tr("low byte first")});
    m_adjust.setLabel(tr("Adjustment"));
    m_adjust->setToolTip(tr("A message has offset + size of the field + its value + adjustment bytes. When the value "
                            "counts the whole message, this is minus (offset + size)."));
    m_strip.setLabel(tr("Leave out first"));
    m_strip->setSpecialValueText(tr("nothing"));
    m_strip->setToolTip(tr("Rules see a message without so many bytes at its beginning, such as its header. The log "
                           "shows all of them."));
    m_most.setLabel(tr("Longest message"));
    m_most->setToolTip(tr("A longer message is cut there, and what is left of it is passed over. A length field that "
                          "says more makes no sense."));
    for (QSpinBox *field : {m_size, m_offset, m_adjust, m_strip, m_most})
        field->setSuffix(tr(" B"));
    m_gap->setSuffix(tr(" ms"));
    m_drop->setText(tr("Reply without the ending"));
    m_drop->setToolTip(tr("Rules see a message without what ends it."));
}
