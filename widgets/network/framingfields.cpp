// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/framingfields.h"

#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

using Kind = Framing::Kind;

namespace {

constexpr int lengthSizes[] = {1, 2, 3, 4, 8};

QSpinBox *numberField(QWidget &panel, int least, int most)
{
    auto *field = new QSpinBox(&panel);
    field->setRange(least, most);
    return field;
}

} // namespace

FramingFields::FramingFields(QWidget &panel, QGridLayout &grid, int row) : QObject(&panel), m_panel(panel), m_row(row)
{
    m_kind = addRow(grid, m_kindLabel, new QComboBox(&panel));
    m_delimiter = addRow(grid, m_delimiterLabel, new QLineEdit(&panel));
    m_error = new QLabel(&panel);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->setPalette(warningPalette(true));
    grid.addWidget(m_error, m_row++, 0, 1, 2);
    m_size = addRow(grid, m_sizeLabel, numberField(panel, 1, Framing::standardMost));
    m_gap = addRow(grid, m_gapLabel, numberField(panel, 1, Framing::longestGapMs));
    m_field = addRow(grid, m_fieldLabel, new QComboBox(&panel));
    m_offset = addRow(grid, m_offsetLabel, numberField(panel, 0, Framing::farthestOffset));
    m_order = addRow(grid, m_orderLabel, new QComboBox(&panel));
    m_adjust = addRow(grid, m_adjustLabel, numberField(panel, -Framing::largestAdjust, Framing::largestAdjust));
    m_strip = addRow(grid, m_stripLabel, numberField(panel, 0, Framing::largestMost));
    m_most = addRow(grid, m_mostLabel, numberField(panel, 1, Framing::largestMost));
    for (QSpinBox *field : {m_strip, m_most}) {
        field->setKeyboardTracking(false); // 65536 begins with 6, and nothing is cut there meanwhile
        field->setGroupSeparatorShown(true);
    }
    m_drop = new QCheckBox(&panel);
    grid.addWidget(m_drop, m_row++, 0, 1, 2);
    m_kind->addItems(QStringList(6, QString()));
    m_order->addItems({QString(), QString()});
    for (const int size : lengthSizes)
        m_field->addItem(QString(), size);
    for (QComboBox *box : {m_kind, m_order, m_field}) {
        // A long choice must not widen the column.
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    }
    m_delimiter->setText(QStringLiteral("\\r\\n"));
    retranslate();
    setFraming({});
    connectAll();
}

template<typename Field>
Field *FramingFields::addRow(QGridLayout &grid, QLabel *&label, Field *field)
{
    label = new QLabel(&m_panel);
    label->setBuddy(field);
    grid.addWidget(label, m_row, 0);
    grid.addWidget(field, m_row++, 1);
    return field;
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
    m_error->clear();
    if (framing.kind == Kind::Delimiter) {
        const auto read = Framing::parse(QStringLiteral("delimiter:") + delimiterText());
        if (read)
            framing.delimiter = read->delimiter;
        else
            m_error->setText(withWarningSign(read.error().message));
    }
    showDetails();
    {
        const QSignalBlocker blocker(m_most);
        m_most->setMinimum(framing.leastMost());
    }
    // What has a length of its own cannot be too long.
    if (framing.kind != Kind::None && framing.kind != Kind::Fixed)
        framing.mostBytes = m_most->value();
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
    m_most->setMinimum(framing.leastMost());
    m_most->setValue(framing.mostBytes);
    m_drop->setChecked(framing.drop);
    m_error->clear();
    m_filling = false;
    showDetails();
    Q_EMIT framingChanged();
}

void FramingFields::showDetails()
{
    const auto kind = Kind(m_kind->currentIndex());
    const auto show = [](bool visible, std::initializer_list<QWidget *> widgets) {
        for (QWidget *widget : widgets)
            widget->setVisible(visible);
    };
    show(kind == Kind::Delimiter, {m_delimiterLabel, m_delimiter});
    show(kind == Kind::Delimiter && !m_error->text().isEmpty(), {m_error});
    show(kind == Kind::Fixed, {m_sizeLabel, m_size});
    show(kind == Kind::Gap, {m_gapLabel, m_gap});
    show(kind == Kind::Length,
         {m_offsetLabel, m_offset, m_fieldLabel, m_field, m_adjustLabel, m_adjust, m_stripLabel, m_strip});
    show(kind == Kind::Length && m_field->currentData().toInt() > 1, {m_orderLabel, m_order});
    show(kind != Kind::None && kind != Kind::Fixed, {m_mostLabel, m_most});
    show(kind == Kind::Line || kind == Kind::Delimiter, {m_drop});
}

void FramingFields::retranslate()
{
    const auto name = [](QLabel *label, QWidget *field, const QString &text) {
        label->setText(text);
        field->setAccessibleName(text);
    };
    name(m_kindLabel, m_kind, tr("Messages"));
    m_kind->setToolTip(tr("How a stream is cut into messages, for the log and for automatic answers. What is stored "
                          "stays as it came; a datagram is a message."));
    const QStringList kinds{tr("as they come"), tr("lines"),        tr("end with bytes"),
                            tr("fixed length"), tr("length field"), tr("end with a pause")};
    for (int i = 0; i < m_kind->count(); ++i)
        m_kind->setItemText(i, kinds.at(i));
    name(m_delimiterLabel, m_delimiter, tr("Delimiter"));
    m_delimiter->setToolTip(tr("Text with escapes such as \\r\\n, or bytes such as 0x0D0A"));
    name(m_sizeLabel, m_size, tr("Length"));
    name(m_gapLabel, m_gap, tr("Pause"));
    m_gap->setToolTip(tr("A message ends when nothing comes for so long."));
    name(m_fieldLabel, m_field, tr("Field size"));
    for (int i = 0; i < m_field->count(); ++i)
        m_field->setItemText(i, tr("%1 B").arg(lengthSizes[i]));
    name(m_offsetLabel, m_offset, tr("Field offset"));
    m_offset->setToolTip(tr("Bytes of a message before its length field"));
    name(m_orderLabel, m_order, tr("Field order"));
    m_order->setItemText(0, tr("high byte first"));
    m_order->setItemText(1, tr("low byte first"));
    name(m_adjustLabel, m_adjust, tr("Adjustment"));
    m_adjust->setToolTip(tr("A message has offset + size of the field + its value + adjustment bytes. When the value "
                            "counts the whole message, this is minus (offset + size)."));
    name(m_stripLabel, m_strip, tr("Leave out first"));
    m_strip->setSpecialValueText(tr("nothing"));
    m_strip->setToolTip(tr("Rules see a message without so many bytes at its beginning, such as its header. The log "
                           "shows all of them."));
    name(m_mostLabel, m_most, tr("Longest message"));
    m_most->setToolTip(tr("A longer message is cut there, and what is left of it is passed over. A length field that "
                          "says more makes no sense."));
    for (QSpinBox *field : {m_size, m_offset, m_adjust, m_strip, m_most})
        field->setSuffix(tr(" B"));
    m_gap->setSuffix(tr(" ms"));
    m_drop->setText(tr("Answer without the ending"));
    m_drop->setToolTip(tr("Rules see a message without what ends it."));
}
