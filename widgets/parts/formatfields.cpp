// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/formatfields.h"

#include "widgets/parts/checksumfields.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QRadioButton>

#include <algorithm>

FormatFields::FormatFields(QWidget &panel, QGridLayout &grid) : QObject(&panel)
{
    m_input = new QButtonGroup(&panel);
    m_escapes = new QCheckBox(&panel);
    m_ending = LabeledField(lineEndingField(&panel));
    auto *inputs = new QHBoxLayout;
    for (int id = 0; id < 2; ++id) {
        auto *button = new QRadioButton(&panel);
        m_input->addButton(button, id);
        inputs->addWidget(button);
    }
    inputs->addWidget(m_escapes);
    inputs->addStretch();
    grid.addLayout(inputs, nextRow(grid), 0, 1, 2);
    m_ending.addTo(grid);
    m_checksum = new ChecksumFields(panel, grid, ChecksumFields::Purpose::Sent);

    m_input->button(0)->setChecked(true);
    connect(m_input, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (!checked)
            return;
        m_escapes->setEnabled(id == int(PayloadFormat::Input::Text));
        Q_EMIT formatChanged();
    });
    connect(m_escapes, &QCheckBox::toggled, this, &FormatFields::formatChanged);
    connect(m_ending, &QComboBox::currentIndexChanged, this, &FormatFields::formatChanged);
    connect(m_checksum, &ChecksumFields::useChanged, this, &FormatFields::formatChanged);
    retranslate();
}

PayloadFormat FormatFields::format() const
{
    return {PayloadFormat::Input(m_input->checkedId()), m_escapes->isChecked(),
            PayloadFormat::LineEnding(m_ending->currentIndex()), m_checksum->use()};
}

void FormatFields::setFormat(const PayloadFormat &format)
{
    m_input->button(int(format.input))->setChecked(true);
    m_escapes->setChecked(format.escapes);
    m_ending->setCurrentIndex(int(format.lineEnding));
    m_checksum->setUse(format.checksum);
}

QJsonObject FormatFields::save() const
{
    return {
        {QStringLiteral("input"), m_input->checkedId()},
        {QStringLiteral("escapes"), m_escapes->isChecked()},
        {QStringLiteral("lineEnding"), m_ending->currentIndex()},
        {QStringLiteral("checksum"), m_checksum->save()},
    };
}

void FormatFields::restore(const QJsonObject &state)
{
    m_input->button(std::clamp(state[u"input"].toInt(), 0, 1))->setChecked(true);
    m_escapes->setChecked(state[u"escapes"].toBool());
    m_ending->setCurrentIndex(std::clamp(state[u"lineEnding"].toInt(), 0, 3));
    m_checksum->restore(state[u"checksum"].toObject());
}

void FormatFields::retranslate()
{
    m_input->button(int(PayloadFormat::Input::Text))->setText(tr("Text"));
    m_input->button(int(PayloadFormat::Input::Hex))->setText(tr("Hex"));
    m_escapes->setText(tr("Escapes"));
    m_escapes->setToolTip(tr("\\n \\r \\t \\0 \\\\ as in C, \\xHH for a byte, \\u{…} for a character"));
    m_ending.label()->setText(tr("Append"));
    m_ending->setAccessibleName(tr("Append line ending"));
    m_ending->setToolTip(tr("Line ending appended to each message"));
    m_ending->setItemText(0, tr("nothing"));
    m_checksum->retranslate();
}
