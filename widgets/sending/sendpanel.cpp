// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/sendpanel.h"

#include "widgets/parts/formatfields.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace {

constexpr int longestIntervalMs = 24 * 3600 * 1000;
constexpr int mostRepeats = 1'000'000'000;

} // namespace

SendPanel::SendPanel(QWidget *parent) : QGroupBox(parent)
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
    m_repeat = new QCheckBox(this);
    m_interval = new QSpinBox(this);
    m_interval->setRange(1, longestIntervalMs);
    m_interval->setValue(1000);
    m_timesLabel = new QLabel(this);
    m_times = new QSpinBox(this);
    m_times->setRange(0, mostRepeats);
    m_timesLabel->setBuddy(m_times);
    for (QSpinBox *box : {m_interval, m_times}) // large numbers must not widen the column
        box->setMinimumWidth(box->fontMetrics().horizontalAdvance(QStringLiteral("000000 ms")) + 32);
    for (QSpinBox *box : {m_interval, m_times})
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    const int row = grid.rowCount();
    grid.addWidget(m_repeat, row, 0);
    grid.addWidget(m_interval, row, 1);
    grid.addWidget(m_timesLabel, row + 1, 0);
    grid.addWidget(m_times, row + 1, 1);
    const auto showTimes = [this](bool on) {
        m_timesLabel->setVisible(on);
        m_times->setVisible(on);
    };
    showTimes(false);
    connect(m_repeat, &QCheckBox::toggled, this, [this, showTimes](bool on) {
        showTimes(on);
        if (!on)
            Q_EMIT repetitionSwitchedOff();
    });
}

PayloadFormat SendPanel::format() const
{
    return m_format->format();
}

bool SendPanel::clearAfterSending() const
{
    return m_clear->isChecked();
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

void SendPanel::changeEvent(QEvent *event)
{
    QGroupBox::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SendPanel::retranslate()
{
    setTitle(tr("Send"));
    m_format->retranslate();
    m_clear->setText(tr("Clear after sending"));
    m_repeat->setText(tr("Send every"));
    m_repeat->setToolTip(tr("Send then sends the message again and again, until Stop. Uncheck to stop, too."));
    m_interval->setAccessibleName(tr("Interval"));
    m_interval->setSuffix(tr(" ms"));
    m_timesLabel->setText(tr("Times"));
    m_times->setAccessibleName(tr("Times"));
    m_times->setSpecialValueText(tr("until stopped"));
    m_file->setText(tr("File…"));
    m_file->setToolTip(tr("Sends the bytes of a file"));
    m_list->setText(tr("Send list"));
    m_list->setToolTip(tr("Shows or hides the list of messages to send with a double click or a key"));
}
