// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QTreeWidget>

/// A table of texts whose cells can be copied: the selected ones by Ctrl+C, a menu, or copy(). Long texts of
/// the last column, and of those of wrapColumn(), are broken into lines; another cell that is cut off shows all of its text
/// as a tool tip.
class CopyableTree : public QTreeWidget
{
    Q_OBJECT
public:
    explicit CopyableTree(int columns, QWidget *parent = nullptr);

    void wrapColumn(int column);

    /// Adds a row, below `parent` if there is one.
    QTreeWidgetItem *addRow(const QStringList &cells, QTreeWidgetItem *parent = nullptr);

    /// Puts the selected cells on the clipboard, or without any the current one: a line for each row, tabs between cells.
    void copy() const;
    /// All rows, with their indented children.
    void copyAll() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    QString lineOf(const QTreeWidgetItem &item) const;
};
