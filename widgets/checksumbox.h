// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/checksumuse.h"

#include <QJsonObject>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QSpinBox;

/// Chooses the checksum that is put behind messages. How it is computed is shown once there is one.
class ChecksumBox : public QWidget
{
    Q_OBJECT
public:
    explicit ChecksumBox(QWidget *parent = nullptr);

    ChecksumUse use() const;

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    void useChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void addRow(QGridLayout *grid, QLabel *&label, QWidget *field);
    void onNameChosen();
    void showDetails();
    void retranslate();

    QLabel *m_nameLabel = nullptr;
    QComboBox *m_name = nullptr;
    QLabel *m_orderLabel = nullptr;
    QComboBox *m_order = nullptr; // Big, Little
    QLabel *m_formLabel = nullptr;
    QComboBox *m_form = nullptr; // as ChecksumUse::Form
    QLabel *m_skipLabel = nullptr;
    QSpinBox *m_skip = nullptr;
};
