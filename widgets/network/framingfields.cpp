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
      m_error(new StatusLabel(&panel)), m_fixedSize(numberField(&panel, 1, Framing::defaultMaxBytes, 1)),
      m_gap(numberField(&panel, 1, Framing::maxGapMs, 1)), m_fieldSize(choiceField(&panel)),
      m_offset(numberField(&panel, 0, Framing::maxOffset, 0)), m_order(choiceField(&panel, 2)),
      m_adjust(numberField(&panel, -Framing::maxAdjust, Framing::maxAdjust, 0)),
      m_strip(numberField(&panel, 0, Framing::maxBytesLimit, 0)),
      m_maxLength(numberField(&panel, 1, Framing::maxBytesLimit, 1)), m_stripEnding(new QCheckBox(&panel))
{
    for (QSpinBox *field : {m_strip, m_maxLength}) {
        field->setKeyboardTracking(false); // else the 6 of 65536 would take effect while typing
        field->setGroupSeparatorShown(true);
    }
    for (const int size : lengthSizes)
        m_fieldSize->addItem(QString(), size);
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
    m_fixedSize.addTo(grid);
    m_gap.addTo(grid);
    m_fieldSize.addTo(grid);
    m_offset.addTo(grid);
    m_order.addTo(grid);
    for (const auto &field : {m_adjust, m_strip, m_maxLength})
        field.addTo(grid);
    grid.addWidget(m_stripEnding, nextRow(grid), 0, 1, 2);
}

void FramingFields::connectAll()
{
    for (QComboBox *box : {m_kind, m_fieldSize, m_order})
        connect(box, &QComboBox::currentIndexChanged, this, &FramingFields::onEdited);
    for (QSpinBox *box : {m_fixedSize, m_gap, m_offset, m_adjust, m_strip, m_maxLength})
        connect(box, &QSpinBox::valueChanged, this, &FramingFields::onEdited);
    connect(m_delimiter, &QLineEdit::textChanged, this, &FramingFields::onEdited);
    connect(m_stripEnding, &QCheckBox::toggled, this, &FramingFields::onEdited);
}

/// The delimiter as Framing::parse() reads it: hex digits after 0x, or text with C escapes.
QString FramingFields::delimiterText() const
{
    const QString typed = m_delimiter->text();
    if (typed.startsWith(u"0x"))
        return typed.sliced(2);
    return u'\'' + QString(typed).replace(u'\'', QStringLiteral("\\'")) + u'\'';
}

void FramingFields::onEdited()
{
    if (m_isFilling)
        return;
    Framing framing;
    framing.kind = Kind(m_kind->currentIndex());
    framing.drop = m_stripEnding->isChecked() && (framing.kind == Kind::Line || framing.kind == Kind::Delimiter);
    if (framing.kind == Kind::Fixed)
        framing.fixedSize = m_fixedSize->value();
    if (framing.kind == Kind::Gap)
        framing.gapMs = m_gap->value();
    if (framing.kind == Kind::Length) {
        framing.length = {m_offset->value(), m_fieldSize->currentData().toInt(),
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
        const QSignalBlocker blocker(m_maxLength);
        m_maxLength->setMinimum(framing.minMaxBytes());
    }
    // The other kinds have no limit.
    if (framing.kind != Kind::None && framing.kind != Kind::Fixed)
        framing.maxBytes = m_maxLength->value();
    if (!m_error->text().isEmpty() || framing == m_framing)
        return;
    m_framing = framing;
    Q_EMIT framingChanged();
}

void FramingFields::setFraming(const Framing &framing)
{
    m_isFilling = true;
    m_framing = framing;
    m_kind->setCurrentIndex(int(framing.kind));
    if (framing.kind == Kind::Delimiter)
        m_delimiter->setText(QStringLiteral("0x") + QString::fromLatin1(framing.delimiter.toHex().toUpper()));
    m_fixedSize->setValue(framing.fixedSize);
    m_gap->setValue(framing.gapMs);
    m_offset->setValue(framing.length.offset);
    m_fieldSize->setCurrentIndex(m_fieldSize->findData(framing.length.size));
    m_order->setCurrentIndex(framing.length.order == ByteOrder::Little ? 1 : 0);
    m_adjust->setValue(framing.length.adjust);
    m_strip->setValue(framing.length.strip);
    m_maxLength->setMinimum(framing.minMaxBytes());
    m_maxLength->setValue(framing.maxBytes);
    m_stripEnding->setChecked(framing.drop);
    m_error->showText({});
    m_isFilling = false;
    showDetails();
    Q_EMIT framingChanged();
}

void FramingFields::showDetails()
{
    const auto kind = Kind(m_kind->currentIndex());
    const bool hasLengthField = kind == Kind::Length;
    m_delimiter.setVisible(kind == Kind::Delimiter);
    m_fixedSize.setVisible(kind == Kind::Fixed);
    m_gap.setVisible(kind == Kind::Gap);
    m_fieldSize.setVisible(hasLengthField);
    m_offset.setVisible(hasLengthField);
    m_order.setVisible(hasLengthField && m_fieldSize->currentData().toInt() > 1);
    m_adjust.setVisible(hasLengthField);
    m_strip.setVisible(hasLengthField);
    m_maxLength.setVisible(kind != Kind::None && kind != Kind::Fixed);
    m_stripEnding->setVisible(kind == Kind::Line || kind == Kind::Delimiter);
}

void FramingFields::retranslate()
{
    m_kind.setLabel(tr("Messages"));
    m_kind->setToolTip(tr("How a stream is split into messages, for the log and for automatic replies. The stored "
                          "bytes do not change; each datagram is one message."));
    setItemTexts(*m_kind,
                 {tr("as received"), tr("lines"), tr("delimiter"), tr("fixed length"), tr("length field"), tr("gap")});
    m_delimiter.setLabel(tr("Delimiter"));
    m_delimiter->setToolTip(tr("Text with escapes such as \\r\\n, or bytes such as 0x0D0A"));
    m_fixedSize.setLabel(tr("Length"));
    m_gap.setLabel(tr("Gap"));
    m_gap->setToolTip(tr("A message ends when nothing is received for this time."));
    m_fieldSize.setLabel(tr("Field size"));
    for (int i = 0; i < m_fieldSize->count(); ++i)
        m_fieldSize->setItemText(i, tr("%1 B").arg(lengthSizes[i]));
    m_offset.setLabel(tr("Field offset"));
    m_offset->setToolTip(tr("Bytes before the length field"));
    m_order.setLabel(tr("Field order"));
    setItemTexts(*m_order, {tr("high byte first"), tr("low byte first")});
    m_adjust.setLabel(tr("Adjustment"));
    m_adjust->setToolTip(tr("Message length = field offset + field size + field value + adjustment. If the value is "
                            "the length of the whole message, enter −(offset + size)."));
    m_strip.setLabel(tr("Strip first"));
    m_strip->setSpecialValueText(tr("nothing"));
    m_strip->setToolTip(tr("Reply rules see the message without this many bytes at its start, such as a header. The "
                           "log shows all bytes."));
    m_maxLength.setLabel(tr("Longest message"));
    m_maxLength->setToolTip(tr("A longer message is cut at this length and its rest is skipped. A length field with a "
                               "larger value is invalid."));
    for (QSpinBox *field : {m_fixedSize, m_offset, m_adjust, m_strip, m_maxLength})
        field->setSuffix(tr(" B"));
    m_gap->setSuffix(tr(" ms"));
    m_stripEnding->setText(tr("Strip the delimiter"));
    m_stripEnding->setToolTip(tr("Reply rules see the message without its line ending or delimiter."));
}
