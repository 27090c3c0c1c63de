// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/search/recordfilter.h"
#include "widgets/log/find/logbar.h"

class QComboBox;
class QLabel;
class QLineEdit;

/// The bar above the log: selects which records are shown.
class FilterBar : public LogBar
{
    Q_OBJECT
public:
    explicit FilterBar(QWidget *parent = nullptr);

    RecordFilter filter() const;
    /// Shows the bar and filters by this peer.
    void setPeer(const QString &peer);
    /// Shows everything again.
    void reset();
    /// Offers these peers; keeps what was typed.
    void setPeers(const QStringList &peers);
    /// The user is choosing a peer or typing one, so the offered ones should not change.
    bool isChoosingPeer() const;

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    /// Some time after the last key.
    void filterChanged();

private:
    void retranslate() override;

    QComboBox *m_show = nullptr;
    QComboBox *m_peer = nullptr;
    QLabel *m_sizeLabel = nullptr;
    QLineEdit *m_minimum = nullptr;
    QLineEdit *m_maximum = nullptr;
};
