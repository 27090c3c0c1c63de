// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/clientchooser.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

ClientChooser::ClientChooser(const std::vector<Peer> &peers, const std::vector<PeerId> &chosen, QWidget *parent)
    : QDialog(parent), m_list(new QListWidget(this))
{
    setWindowTitle(tr("Several clients"));
    m_list->setAccessibleName(tr("Clients"));
    for (const Peer &peer : peers) {
        auto *item = new QListWidgetItem(labelOf(peer), m_list);
        item->setData(Qt::UserRole, quint32(peer.id));
        const bool checked = std::find(chosen.begin(), chosen.end(), peer.id) != chosen.end();
        item->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_list);
    layout->addWidget(buttons);
}

QString ClientChooser::labelOf(const Peer &peer)
{
    const QString address = peer.remote.toString();
    return peer.halfClosed ? tr("%1 (half-closed)").arg(address) : address;
}

std::vector<PeerId> ClientChooser::chosen() const
{
    std::vector<PeerId> ids;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked)
            ids.push_back(PeerId(m_list->item(i)->data(Qt::UserRole).toUInt()));
    }
    return ids;
}
