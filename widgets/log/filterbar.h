// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/search/recordfilter.h"

#include <QJsonObject>
#include <QTimer>
#include <QWidget>

class PatternEdit;
class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

/// The bar above the log that says which records to show.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBar(QWidget *parent = nullptr);

    RecordFilter filter() const;
    /// Shows the bar and puts the cursor into it.
    void start();
    /// Shows the bar with one peer chosen.
    void setPeer(const QString &peer);
    /// Lets everything through again.
    void reset();
    /// The peers to choose from; what was typed stays.
    void setPeers(const QStringList &peers);
    /// The user is choosing one, or types: what is offered should stay.
    bool isChoosingPeer() const;
    void showStatus(const QString &text, bool warning = false);
    PatternEdit &pattern() const { return *m_pattern; }

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    /// Some time after the last key, so that a word is not searched letter by letter.
    void filterChanged();
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void retranslate();

    QComboBox *m_show = nullptr;
    QComboBox *m_peer = nullptr;
    PatternEdit *m_pattern = nullptr;
    QLabel *m_sizeLabel = nullptr;
    QLineEdit *m_minimum = nullptr;
    QLineEdit *m_maximum = nullptr;
    QLabel *m_status = nullptr;
    QToolButton *m_close = nullptr;
    QTimer m_delay;
};
