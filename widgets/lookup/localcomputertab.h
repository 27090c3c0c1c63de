// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/lookup/localcomputer.h"
#include "widgets/parts/translated.h"

#include <QTimer>
#include <QWidget>

class CopyableTree;
class QPushButton;
class QTreeWidgetItem;
class WrappedLabel;

/// The names of this computer and the addresses of its interfaces. Follows the changes while it is visible.
class LocalComputerTab : public Translated<QWidget>
{
    Q_OBJECT
public:
    explicit LocalComputerTab(QWidget *parent = nullptr);

signals:
    /// The user chose an address as the local host of the endpoint in front.
    void localHostChosen(const QString &host);
    /// The user wants to know more about an address, with its prefix.
    void explanationWanted(const QString &network);

protected:
    void showEvent(QShowEvent *event) override;
    void retranslate() override;

private:
    void refresh();
    void fill(const QList<LocalInterface> &interfaces);
    void addInterface(const LocalInterface &interface);
    const LocalInterface::Address *current() const;
    void updateButtons();

    WrappedLabel *const m_names;
    CopyableTree *const m_tree;
    QPushButton *const m_copy;
    QPushButton *const m_copyAll;
    QPushButton *const m_explain;
    QPushButton *const m_use;
    QList<LocalInterface> m_shown;
    QTimer m_poll;
};
