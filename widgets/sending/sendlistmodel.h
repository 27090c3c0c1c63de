// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/sendlistfile.h"

#include <QAbstractTableModel>

/// The send list as a table whose rows can be dragged.
class SendListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Payload, Format, Delay, Hotkey, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    const SendList &list() const { return m_list; }
    void setList(const SendList &list);
    void insert(int row, const SendListEntry &entry);
    /// Adds all entries at the end.
    void append(const SendList &list);
    void replace(int row, const SendListEntry &entry);
    void remove(int row);
    /// Moves a row in front of what is now row `before`. Returns its new row.
    int move(int row, int before);
    /// Marks the entry that a running list sends; -1: none.
    void setRunning(int row);
    /// The first of Ctrl+1 to Ctrl+9 that no entry uses; empty if all are used.
    QString freeHotkey() const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_list.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

signals:
    /// The list has changed and is to be stored.
    void edited();
    void moved(int row);

private:
    QString text(const SendListEntry &entry, int column) const;

    SendList m_list;
    int m_running = -1;
};
