// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/options/connectionoptions.h"

#include "widgets/parts/units.h"

#include <QCheckBox>
#include <QLocale>
#include <QSpinBox>

#include <limits>

ConnectionOptions::ConnectionOptions(QWidget *parent)
    : OptionsSection(parent), m_timeout(numberField(this, 1, std::numeric_limits<int>::max(), 1)),
      m_keepAlive(numberField(this, 0, KeepAlive::maxSeconds, 0)),
      m_interval(numberField(this, 0, KeepAlive::maxSeconds, 0)), m_count(numberField(this, 0, KeepAlive::maxCount, 0)),
      m_noDelay(new QCheckBox(this)), m_reset(new QCheckBox(this))
{
    auto *grid = new QGridLayout(this);
    m_timeout.addTo(*grid);
    for (const auto &field : {m_keepAlive, m_interval, m_count})
        field.addTo(*grid);
    for (const auto &box : {m_noDelay, m_reset})
        box.addTo(*grid);
    connect(m_keepAlive, &QSpinBox::valueChanged, this, &ConnectionOptions::updateKeepAlive);
    retranslate();
}

void ConnectionOptions::show(const EndpointUrl &url)
{
    m_isServer = isServer(url.role);
    m_timeout->setValue(url.timeoutMs);
    m_keepAlive->setValue(url.keepAlive.idleSeconds);
    m_interval->setValue(url.keepAlive.intervalSeconds);
    m_count->setValue(url.keepAlive.count);
    m_noDelay->setChecked(url.noDelay);
    m_reset->setChecked(url.resetOnClose);
    m_timeout.setVisible(isClient(url.role) || isTls(url.role) || url.role == Role::TcpRelay);
    const bool isTcp = !isLocal(url.role);
    for (const auto &field : {m_keepAlive, m_interval, m_count})
        field.setVisible(isTcp);
    for (const auto &box : {m_noDelay, m_reset})
        box.setVisible(isTcp);
    retranslate();
}

/// Shows what is chosen for fields that are left at 0.
void ConnectionOptions::updateKeepAlive()
{
    const bool on = m_keepAlive->value() > 0;
    const KeepAlive chosen = KeepAlive{std::max(1, m_keepAlive->value()), 0, 0}.resolved();
    const QLocale locale;
    m_interval->setSpecialValueText(on ? locale.toString(chosen.intervalSeconds) + units::s() : tr("off"));
    m_count->setSpecialValueText(on ? locale.toString(chosen.count) : tr("off"));
    m_interval->setEnabled(on && m_keepAlive->isEnabled());
    m_count->setEnabled(on && m_keepAlive->isEnabled());
}

Result<void> ConnectionOptions::read(EndpointUrl &url)
{
    url.timeoutMs = m_timeout->value();
    url.keepAlive = {m_keepAlive->value(), m_interval->value(), m_count->value()};
    if (url.keepAlive.idleSeconds == 0)
        url.keepAlive = {};
    else if (url.keepAlive.count > 0) // in the text, an interval precedes it
        url.keepAlive.intervalSeconds = url.keepAlive.resolved().intervalSeconds;
    url.noDelay = m_noDelay->isChecked();
    url.resetOnClose = m_reset->isChecked();
    return {};
}

void ConnectionOptions::showInEffect(const SocketOptions &options)
{
    const QLocale locale;
    const auto inEffect = [](const QString &value) { return tr("in effect: %1").arg(value); };
    const auto number = [&](int value, const QString &form) {
        return options.keepAlive ? inEffect(form.arg(locale.toString(value))) : QString();
    };
    const auto flag = [&](const std::optional<bool> &value) {
        return value ? inEffect(*value ? tr("on") : tr("off")) : QString();
    };
    const KeepAlive keepAlive = options.keepAlive.value_or(KeepAlive());
    m_timeout->setEnabled(false);
    if (keepAlive.idleSeconds > 0) {
        m_keepAlive.showInEffect(number(keepAlive.idleSeconds, QStringLiteral("%1") + units::s()));
        m_interval.showInEffect(number(keepAlive.intervalSeconds, QStringLiteral("%1") + units::s()));
        m_count.showInEffect(number(keepAlive.count, QStringLiteral("%1")));
    } else {
        m_keepAlive.showInEffect(options.keepAlive ? inEffect(tr("off")) : QString());
        m_interval.showInEffect({});
        m_count.showInEffect({});
    }
    m_noDelay.showInEffect(flag(options.noDelay));
    m_reset.showInEffect(flag(options.resetOnClose));
}

void ConnectionOptions::retranslate()
{
    setTitle(tr("Connection"));
    m_timeout.setLabel(m_isServer ? tr("Handshake within") : tr("Connect within"));
    m_timeout->setSuffix(units::ms());
    m_keepAlive.setLabel(tr("Keep-alive after"));
    m_keepAlive->setSuffix(units::s());
    m_keepAlive->setSpecialValueText(tr("off"));
    m_keepAlive->setToolTip(tr("How long a connection is silent before the system asks the peer whether it is there"));
    m_interval.setLabel(tr("Ask again every"));
    m_interval->setSuffix(units::s());
    m_count.setLabel(tr("Unanswered probes allowed"));
    m_noDelay.setLabel(tr("No delay"));
    m_noDelay->setText(tr("Send small messages at once (TCP_NODELAY)"));
    m_reset.setLabel(tr("Closing"));
    m_reset->setText(tr("With RST: drops unsent data (SO_LINGER 0)"));
    updateKeepAlive();
}
