// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/options/reconnectoptions.h"

#include "widgets/parts/units.h"

#include <QCheckBox>
#include <QDoubleSpinBox>

#include <limits>

namespace {

/// Seconds, in whole milliseconds.
QDoubleSpinBox *waitField(QWidget *parent)
{
    auto *field = new QDoubleSpinBox(parent);
    field->setDecimals(3);
    field->setRange(0.001, double(EndpointUrl::maxWaitMs) / msPerSecond);
    field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    return field;
}

int msOf(const QDoubleSpinBox &field)
{
    return qRound(field.value() * msPerSecond);
}

} // namespace

ReconnectOptions::ReconnectOptions(QWidget *parent)
    : OptionsSection(parent), m_reconnect(new QCheckBox(this)), m_base(waitField(this)), m_cap(waitField(this)),
      m_attempts(numberField(this, 0, EndpointUrl::maxWaitMs, 0)),
      m_idle(numberField(this, 0, EndpointUrl::maxIdleSeconds, 0)), m_closeIdle(new QCheckBox(this))
{
    auto *grid = new QGridLayout(this);
    grid->addWidget(m_reconnect, 0, 0, 1, 2);
    for (const auto &field : {m_base, m_cap})
        field.addTo(*grid);
    for (const auto &field : {m_attempts, m_idle})
        field.addTo(*grid);
    grid->addWidget(m_closeIdle, nextRow(*grid), 0, 1, 2);
    const auto update = [this] {
        for (const auto &field : {m_base, m_cap})
            field->setEnabled(m_reconnect->isChecked());
        m_attempts->setEnabled(m_reconnect->isChecked());
        m_closeIdle->setEnabled(m_idle->value() > 0);
    };
    connect(m_reconnect, &QCheckBox::toggled, this, update);
    connect(m_idle, &QSpinBox::valueChanged, this, update);
    update();
    retranslate();
}

void ReconnectOptions::show(const EndpointUrl &url)
{
    m_reconnect->setChecked(url.reconnect);
    m_base->setValue(double(url.backoff.baseMs) / msPerSecond);
    m_cap->setValue(double(url.backoff.capMs) / msPerSecond);
    m_attempts->setValue(url.backoff.attempts);
    m_idle->setValue(url.idleSeconds);
    m_closeIdle->setChecked(url.closeIdle);
    m_reconnect->setVisible(isClient(url.role));
    for (const auto &field : {m_base, m_cap})
        field.setVisible(isClient(url.role));
    m_attempts.setVisible(isClient(url.role));
    m_closeIdle->setVisible(!isDatagram(url.role));
    setTitle(isClient(url.role) ? tr("Reconnect and silence") : tr("Silence"));
}

Result<void> ReconnectOptions::read(EndpointUrl &url)
{
    const Backoff::Limits limits{msOf(*m_base), msOf(*m_cap), m_attempts->value()};
    if (m_reconnect->isChecked() && limits.capMs < limits.baseMs)
        return fail(m_cap, {tr("The longest wait must not be shorter than the first one.")});
    url.reconnect = m_reconnect->isChecked();
    url.backoff = url.reconnect ? limits : Backoff::Limits();
    url.idleSeconds = m_idle->value();
    url.closeIdle = url.idleSeconds > 0 && m_closeIdle->isChecked();
    return {};
}

void ReconnectOptions::retranslate()
{
    m_reconnect->setText(tr("Connect again after a failure or loss"));
    m_base.setLabel(tr("First wait"));
    m_cap.setLabel(tr("Longest wait"));
    for (const auto &field : {m_base, m_cap}) {
        field->setSuffix(units::s());
        field->setToolTip(tr("The waits double up to the longest one; a random part keeps clients apart"));
    }
    m_attempts.setLabel(tr("Attempts"));
    m_attempts->setSpecialValueText(tr("no limit"));
    m_attempts->setToolTip(tr("Attempts are counted until a connection lasts as long as the wait before it"));
    m_idle.setLabel(tr("Report inactivity after"));
    m_idle->setSuffix(units::s());
    m_idle->setSpecialValueText(tr("never"));
    m_idle->setToolTip(tr("When nothing was received for this time, the log says so"));
    m_closeIdle->setText(tr("Close idle connections"));
}
