// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/checksumfields.h"

#include <QComboBox>
#include <QSpinBox>

#include <algorithm>

ChecksumFields::ChecksumFields(QWidget &panel, QGridLayout &grid, Purpose purpose)
    : QObject(&panel), m_purpose(purpose), m_name(choiceField(&panel, 1)), m_order(choiceField(&panel, 2)),
      m_form(choiceField(&panel, 4)), m_skip(numberField(&panel, 0, 65535, 0)) // a datagram has no more bytes
{
    for (const QString &name : Checksum::names()) {
        m_name->addItem(name);
        const QStringList others = Checksum::find(name).value().otherNames();
        m_name->setItemData(m_name->count() - 1, others.join(QStringLiteral(", ")), Qt::ToolTipRole);
    }
    m_name->setMaxVisibleItems(20);
    for (const auto &field : {m_name, m_order, m_form})
        field.addTo(grid);
    m_skip.addTo(grid);
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
    m_order.setVisible(checksum && checksum->width() > 1);
    m_form.setVisible(checksum.has_value());
    m_skip.setVisible(checksum.has_value());
}

/// As use() gives it; none if it is unknown.
ChecksumFormat ChecksumFields::explicitOrder(ChecksumFormat use)
{
    const auto checksum = Checksum::find(use.name);
    if (!checksum)
        return {};
    use.name = checksum->name();
    const bool little = (use.order == ByteOrder::Usual ? checksum->usualOrder() : use.order) == ByteOrder::Little;
    use.order = little ? ByteOrder::Little : ByteOrder::Big;
    return use;
}

void ChecksumFields::setUse(const ChecksumFormat &use)
{
    const ChecksumFormat shown = explicitOrder(use);
    m_name->setCurrentIndex(shown.name.isEmpty() ? 0 : m_name->findText(shown.name));
    m_order->setCurrentIndex(shown.order == ByteOrder::Little ? 1 : 0);
    m_form->setCurrentIndex(int(shown.form)); // without a checksum too: the next one chosen starts afresh
    m_skip->setValue(shown.skip);
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
    ChecksumFormat use;
    use.name = state[u"name"].toString();
    if (use.name.isEmpty()) {
        setUse({});
        return;
    }
    if (const QJsonValue little = state[u"littleEndian"]; little.isBool())
        use.order = little.toBool() ? ByteOrder::Little : ByteOrder::Big;
    use.form = ChecksumFormat::Form(std::clamp(state[u"form"].toInt(), 0, 3));
    use.skip = state[u"skip"].toInt();
    setUse(use);
}

void ChecksumFields::retranslate()
{
    const bool sent = m_purpose == Purpose::Sent;
    m_name.setLabel(sent ? tr("Checksum") : tr("Check for"));
    m_name->setToolTip(
        sent ? tr("Computed over the message and appended to it, before the line ending")
             : tr("Each received message is marked ✓ if it ends with the correct checksum, and ✗ if it does not."));
    m_name->setItemText(0, tr("nothing"));
    m_order.setLabel(tr("Byte order"));
    setItemTexts(*m_order, {tr("high byte first"), tr("low byte first")});
    m_form.setLabel(tr("Written as"));
    setItemTexts(*m_form, {tr("bytes"), tr("hex digits"), tr("Modbus ASCII"), tr("NMEA 0183")});
    m_form->setItemData(int(ChecksumFormat::Form::HexFrame),
                        tr("Hex digits, computed over the bytes that the hex digits of the message represent"),
                        Qt::ToolTipRole);
    m_form->setItemData(int(ChecksumFormat::Form::Star), tr("Hex digits after a *, which is not covered"),
                        Qt::ToolTipRole);
    m_skip.setLabel(tr("Skip first"));
    m_skip->setSpecialValueText(tr("nothing"));
    m_skip->setSuffix(tr(" B"));
    m_skip->setToolTip(tr("Bytes at the start of the message that the checksum does not cover"));
}
