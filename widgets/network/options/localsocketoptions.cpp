// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/options/localsocketoptions.h"

#include <QComboBox>

#include <array>

namespace {

/// In the order of the combo box.
constexpr std::array commonModes{0600, 0660, 0666};

} // namespace

LocalSocketOptions::LocalSocketOptions(QWidget *parent) : OptionsSection(parent), m_mode(new QComboBox(this))
{
    for (const int mode : commonModes)
        m_mode->addItem(QString(), mode);
    m_mode.addTo(*new QGridLayout(this));
    retranslate();
}

/// Another mode, from a URL, is listed too.
void LocalSocketOptions::show(const EndpointUrl &url)
{
    if (m_mode->findData(url.mode) < 0)
        m_mode->addItem(QStringLiteral("0%1").arg(url.mode, 3, 8, QLatin1Char('0')), url.mode);
    m_mode->setCurrentIndex(m_mode->findData(url.mode));
}

Result<void> LocalSocketOptions::read(EndpointUrl &url)
{
    url.mode = m_mode->currentData().toInt();
    return {};
}

void LocalSocketOptions::retranslate()
{
    setTitle(tr("Unix socket"));
    m_mode.setLabel(tr("Who may connect"));
    const std::array texts{tr("This user only (0600)"), tr("This user and group (0660)"), tr("Every user (0666)")};
    for (size_t i = 0; i < texts.size(); ++i)
        m_mode->setItemText(int(i), texts[i]);
}
