// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sendpanel.h"

#include "widgets/checksumfields.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QRadioButton>

SendPanel::SendPanel(QWidget *parent) : QGroupBox(parent)
{
    m_input = new QButtonGroup(this);
    m_escapes = new QCheckBox(this);
    m_ending = new QComboBox(this);
    m_ending->addItems(
        {QString(), QStringLiteral("LF  \\n"), QStringLiteral("CR  \\r"), QStringLiteral("CR LF  \\r\\n")});
    m_endingLabel = new QLabel(this);
    m_endingLabel->setBuddy(m_ending);
    m_clear = new QCheckBox(this);

    auto *grid = new QGridLayout(this);
    auto *inputs = new QHBoxLayout;
    for (int id = 0; id < 2; ++id) {
        auto *button = new QRadioButton(this);
        m_input->addButton(button, id);
        inputs->addWidget(button);
    }
    inputs->addWidget(m_escapes);
    inputs->addStretch();
    grid->addLayout(inputs, 0, 0, 1, 2);
    grid->addWidget(m_endingLabel, 1, 0);
    grid->addWidget(m_ending, 1, 1);
    m_checksum = new ChecksumFields(*this, *grid, 2);
    grid->addWidget(m_clear, grid->rowCount(), 0, 1, 2);
    grid->setColumnStretch(1, 1);

    m_input->button(0)->setChecked(true);
    connect(m_input, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (!checked)
            return;
        m_escapes->setEnabled(id == int(PayloadFormat::Input::Text));
        Q_EMIT formatChanged();
    });
    connect(m_escapes, &QCheckBox::toggled, this, &SendPanel::formatChanged);
    connect(m_ending, &QComboBox::currentIndexChanged, this, &SendPanel::formatChanged);
    connect(m_checksum, &ChecksumFields::useChanged, this, &SendPanel::formatChanged);
    retranslate();
}

PayloadFormat SendPanel::format() const
{
    return {PayloadFormat::Input(m_input->checkedId()), m_escapes->isChecked(),
            PayloadFormat::LineEnding(m_ending->currentIndex()), m_checksum->use()};
}

bool SendPanel::clearAfterSending() const
{
    return m_clear->isChecked();
}

QJsonObject SendPanel::save() const
{
    return {
        {QStringLiteral("input"), m_input->checkedId()},          {QStringLiteral("escapes"), m_escapes->isChecked()},
        {QStringLiteral("lineEnding"), m_ending->currentIndex()}, {QStringLiteral("checksum"), m_checksum->save()},
        {QStringLiteral("clear"), m_clear->isChecked()},
    };
}

void SendPanel::restore(const QJsonObject &state)
{
    m_input->button(std::clamp(state[u"input"].toInt(), 0, 1))->setChecked(true);
    m_escapes->setChecked(state[u"escapes"].toBool());
    m_ending->setCurrentIndex(std::clamp(state[u"lineEnding"].toInt(), 0, 3));
    m_checksum->restore(state[u"checksum"].toObject());
    m_clear->setChecked(state[u"clear"].toBool());
}

void SendPanel::changeEvent(QEvent *event)
{
    QGroupBox::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SendPanel::retranslate()
{
    setTitle(tr("Send"));
    m_input->button(int(PayloadFormat::Input::Text))->setText(tr("Text"));
    m_input->button(int(PayloadFormat::Input::Hex))->setText(tr("Hex"));
    m_escapes->setText(tr("Escapes"));
    m_escapes->setToolTip(tr("\\n \\r \\t \\0 \\\\ as in C, \\xHH for a byte, \\u{…} for a character"));
    m_endingLabel->setText(tr("Append"));
    m_ending->setAccessibleName(tr("Append line ending"));
    m_ending->setToolTip(tr("A line ending sent behind each message"));
    m_ending->setItemText(0, tr("nothing"));
    m_checksum->retranslate();
    m_clear->setText(tr("Clear after sending"));
}
