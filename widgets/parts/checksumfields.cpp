// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/checksumfields.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

#include <algorithm>

namespace {

constexpr int mostSkipped = 65535; // a datagram has no more bytes

} // namespace

ChecksumFields::ChecksumFields(QWidget &panel, QGridLayout &grid, int row, Purpose purpose)
    : QObject(&panel), m_purpose(purpose)
{
    m_name = new QComboBox(&panel);
    m_name->addItem(QString());
    for (const QString &name : Checksum::names()) {
        m_name->addItem(name);
        const QStringList others = Checksum::find(name).value().otherNames();
        m_name->setItemData(m_name->count() - 1, others.join(QStringLiteral(", ")), Qt::ToolTipRole);
    }
    m_name->setMaxVisibleItems(20);
    m_order = new QComboBox(&panel);
    m_order->addItems({QString(), QString()});
    m_form = new QComboBox(&panel);
    m_form->addItems({QString(), QString(), QString()});
    for (QComboBox *box : {m_name, m_order, m_form}) {
        // A long choice must not widen the column.
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    }
    m_skip = new QSpinBox(&panel);
    m_skip->setRange(0, mostSkipped);
    const auto add = [&](QWidget *field) {
        auto *label = new QLabel(&panel);
        label->setBuddy(field);
        grid.addWidget(label, row, 0);
        grid.addWidget(field, row++, 1);
        return label;
    };
    m_nameLabel = add(m_name);
    m_orderLabel = add(m_order);
    m_formLabel = add(m_form);
    m_skipLabel = add(m_skip);

    connect(m_name, &QComboBox::currentIndexChanged, this, &ChecksumFields::onNameChosen);
    connect(m_order, &QComboBox::currentIndexChanged, this, &ChecksumFields::useChanged);
    connect(m_form, &QComboBox::currentIndexChanged, this, &ChecksumFields::useChanged);
    connect(m_skip, &QSpinBox::valueChanged, this, &ChecksumFields::useChanged);
    retranslate();
    showDetails();
}

ChecksumFormat ChecksumFields::use() const
{
    if (m_name->currentIndex() <= 0)
        return {};
    return {m_name->currentText(), m_order->currentIndex() == 1 ? ByteOrder::Little : ByteOrder::Big,
            ChecksumFormat::Form(m_form->currentIndex()), m_skip->value()};
}

void ChecksumFields::onNameChosen()
{
    if (const auto checksum = Checksum::find(use().name)) {
        const QSignalBlocker oneChange(m_order);
        m_order->setCurrentIndex(checksum->usualOrder() == ByteOrder::Little ? 1 : 0);
    }
    showDetails();
    Q_EMIT useChanged();
}

void ChecksumFields::showDetails()
{
    const auto checksum = Checksum::find(use().name);
    for (QWidget *widget : {static_cast<QWidget *>(m_formLabel), static_cast<QWidget *>(m_form),
                            static_cast<QWidget *>(m_skipLabel), static_cast<QWidget *>(m_skip)})
        widget->setVisible(checksum.has_value());
    for (QWidget *widget : {static_cast<QWidget *>(m_orderLabel), static_cast<QWidget *>(m_order)})
        widget->setVisible(checksum && checksum->width() > 1);
}

void ChecksumFields::setUse(const ChecksumFormat &use)
{
    const auto checksum = Checksum::find(use.name);
    m_name->setCurrentIndex(checksum ? m_name->findText(checksum->name()) : 0);
    if (!checksum)
        return;
    const ByteOrder order = use.order == ByteOrder::Usual ? checksum->usualOrder() : use.order;
    m_order->setCurrentIndex(order == ByteOrder::Little ? 1 : 0);
    m_form->setCurrentIndex(int(use.form));
    m_skip->setValue(use.skip);
}

QJsonObject ChecksumFields::save() const
{
    const ChecksumFormat chosen = use();
    if (chosen.name.isEmpty())
        return {};
    return {
        {QStringLiteral("name"), chosen.name},
        {QStringLiteral("littleEndian"), chosen.order == ByteOrder::Little},
        {QStringLiteral("form"), int(chosen.form)},
        {QStringLiteral("skip"), chosen.skip},
    };
}

void ChecksumFields::restore(const QJsonObject &state)
{
    const auto checksum = Checksum::find(state[u"name"].toString());
    m_name->setCurrentIndex(checksum ? m_name->findText(checksum->name()) : 0);
    if (!checksum)
        return;
    const bool usual = checksum->usualOrder() == ByteOrder::Little;
    m_order->setCurrentIndex(state[u"littleEndian"].toBool(usual) ? 1 : 0);
    m_form->setCurrentIndex(std::clamp(state[u"form"].toInt(), 0, 2));
    m_skip->setValue(state[u"skip"].toInt());
}

void ChecksumFields::retranslate()
{
    const bool sent = m_purpose == Purpose::Sent;
    m_nameLabel->setText(sent ? tr("Checksum") : tr("Check for"));
    m_name->setAccessibleName(sent ? tr("Checksum") : tr("Check for"));
    m_name->setToolTip(sent ? tr("Computed over the message and sent behind it, before the line ending")
                            : tr("Each message that comes is marked ✓ when this checksum at its end is right, and ✗ "
                                 "when it is wrong."));
    m_name->setItemText(0, tr("nothing"));
    m_orderLabel->setText(tr("Byte order"));
    m_order->setAccessibleName(tr("Byte order"));
    m_order->setItemText(0, tr("high byte first"));
    m_order->setItemText(1, tr("low byte first"));
    m_formLabel->setText(tr("Written as"));
    m_form->setAccessibleName(tr("Written as"));
    m_form->setItemText(int(ChecksumFormat::Form::Bytes), tr("bytes"));
    m_form->setItemText(int(ChecksumFormat::Form::Digits), tr("hex digits"));
    m_form->setItemText(int(ChecksumFormat::Form::HexFrame), tr("Modbus ASCII"));
    m_form->setItemData(int(ChecksumFormat::Form::HexFrame),
                        tr("Hex digits, over the bytes that the message's own hex digits stand for"), Qt::ToolTipRole);
    m_skipLabel->setText(tr("Leave out"));
    m_skip->setAccessibleName(tr("Leave out"));
    m_skip->setSpecialValueText(tr("nothing"));
    m_skip->setSuffix(tr(" B"));
    m_skip->setToolTip(tr("Bytes at the beginning of the message that the checksum does not cover"));
}
