// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/captures/exportstreambox.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>

#include <algorithm>

ExportStreamBox::ExportStreamBox(std::shared_ptr<const TrafficLog> log, PeerId first, QWidget *parent)
    : QWidget(parent), m_log(std::move(log)), m_first(first)
{
    m_peer = new QComboBox(this);
    m_peer->setAccessibleName(tr("Peer"));
    m_peer->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_peer->setMaxVisibleItems(20);
    m_peer->addItem(tr("Looking for peers…"));
    m_peer->setEnabled(false);
    m_direction = new QComboBox(this);
    m_direction->setAccessibleName(tr("Direction"));
    m_direction->addItems({tr("Received"), tr("Sent")});
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_peer, 1);
    row->addWidget(m_direction);
    setFocusProxy(m_peer);
    connect(m_peer, &QComboBox::currentIndexChanged, this, &ExportStreamBox::changed);
}

std::optional<StreamChoice> ExportStreamBox::choice() const
{
    const QVariant peer = m_peer->currentData();
    if (!peer.isValid())
        return {};
    StreamChoice choice{PeerId(peer.toUInt()), {}, {}};
    if (!m_direction->isHidden())
        choice.direction = m_direction->currentIndex() == 0 ? Direction::In : Direction::Out;
    return choice;
}

void ExportStreamBox::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_lister)
        return;
    m_lister = std::make_unique<PeerLister>(m_log);
    connect(m_lister.get(), &PeerLister::listed, this, &ExportStreamBox::showPeers);
}

void ExportStreamBox::showPeers(const std::vector<LoggedPeer> &peers)
{
    m_peer->clear();
    const QLocale locale;
    for (const LoggedPeer &peer : peers) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(peer.firstNs / 1'000'000);
        m_peer->addItem(tr("%1 from %2: RX %3, TX %4")
                            .arg(peer.remote.toString(), time.toString(u"hh:mm:ss"),
                                 locale.formattedDataSize(qint64(peer.rxBytes)),
                                 locale.formattedDataSize(qint64(peer.txBytes))),
                        quint32(peer.id));
    }
    if (peers.empty())
        m_peer->addItem(tr("Nothing was sent or received"));
    m_peer->setCurrentIndex(std::max(0, m_peer->findData(quint32(m_first))));
    m_peer->setEnabled(!peers.empty());
    m_peer->setMinimumWidth(std::min(m_peer->sizeHint().width(), fontMetrics().averageCharWidth() * 70));
    Q_EMIT changed();
}
