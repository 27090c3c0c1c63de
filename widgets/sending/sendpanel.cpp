// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/sendpanel.h"

#include "widgets/parts/units.h"

#include <QPushButton>
#include <QSpinBox>

SendPanel::SendPanel(QWidget *parent) : Translated(parent)
{
    auto *grid = new QGridLayout(this);
    m_format = new FormatFields(*this, *grid);
    addRepetition(*grid);
    m_clear = new QCheckBox(this);
    grid->addWidget(m_clear, grid->rowCount(), 0, 1, 2);
    m_file = new QPushButton(this);
    m_list = new QPushButton(this);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_file);
    buttons->addWidget(m_list);
    grid->addLayout(buttons, grid->rowCount(), 0, 1, 2);
    grid->setColumnStretch(1, 1);
    connect(m_format, &FormatFields::formatChanged, this, &SendPanel::formatChanged);
    connect(m_file, &QPushButton::clicked, this, &SendPanel::fileRequested);
    connect(m_list, &QPushButton::clicked, this, &SendPanel::sendListRequested);
    retranslate();
}

void SendPanel::addRepetition(QGridLayout &grid)
{
    constexpr int maxIntervalMs = 24 * 3600 * 1000;
    constexpr int maxRepeats = 1'000'000'000;
    m_repeat = new QCheckBox(this);
    m_interval = numberField(this, 1, maxIntervalMs, 1000);
    m_times = LabeledField(numberField(this, 0, maxRepeats, 0));
    for (QSpinBox *box :
         std::initializer_list<QSpinBox *>{m_interval, m_times}) { // large numbers must not widen the column
        box->setMinimumWidth(box->fontMetrics().horizontalAdvance(QStringLiteral("000000 ms")) + 32);
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    const int row = nextRow(grid);
    grid.addWidget(m_repeat, row, 0);
    grid.addWidget(m_interval, row, 1);
    m_times.addTo(grid);
    m_times.setVisible(false);
    connect(m_repeat, &QCheckBox::toggled, this, [this](bool on) {
        m_times.setVisible(on);
        if (!on)
            Q_EMIT repetitionSwitchedOff();
    });
}

std::optional<SendPanel::Repetition> SendPanel::repetition() const
{
    if (!m_repeat->isChecked())
        return {};
    return Repetition{std::chrono::milliseconds(m_interval->value()), m_times->value()};
}

QJsonObject SendPanel::save() const
{
    QJsonObject state = m_format->save();
    state.insert(QStringLiteral("clear"), m_clear->isChecked());
    state.insert(QStringLiteral("interval"), m_interval->value());
    state.insert(QStringLiteral("times"), m_times->value());
    state.insert(QStringLiteral("repeat"), m_repeat->isChecked());
    return state;
}

void SendPanel::restore(const QJsonObject &state)
{
    m_format->restore(state);
    m_clear->setChecked(state[u"clear"].toBool());
    m_interval->setValue(state[u"interval"].toInt(1000));
    m_times->setValue(state[u"times"].toInt());
    m_repeat->setChecked(state[u"repeat"].toBool());
}

void SendPanel::retranslate()
{
    setTitle(tr("Send"));
    m_format->retranslate();
    m_clear->setText(tr("Clear after sending"));
    m_repeat->setText(tr("Send every"));
    m_repeat->setToolTip(tr("Send repeats the message at this interval until you press Stop or uncheck this box."));
    m_interval->setAccessibleName(tr("Interval"));
    m_interval->setSuffix(units::ms());
    m_times.setLabel(tr("Times"));
    m_times->setSpecialValueText(tr("until stopped"));
    m_file->setText(tr("File…"));
    m_file->setToolTip(tr("Sends the bytes of a file"));
    m_list->setText(tr("Send list"));
    m_list->setToolTip(tr("Shows or hides the list of messages to send with a double click or a key"));
}
