// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/lookup/copyabletree.h"

#include "widgets/parts/plaintooltip.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QStyledItemDelegate>

#include <utility>

namespace {

/// Breaks long texts into lines. (A tree alone breaks them, too, but does not make their rows higher.)
class WrappingDelegate : public QStyledItemDelegate
{
public:
    explicit WrappingDelegate(QTreeView *tree) : QStyledItemDelegate(tree), m_tree(tree) { }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell = option;
        cell.rect = {0, 0, m_tree->columnWidth(index.column()), 1}; // an empty rectangle has no width to break at
        return QStyledItemDelegate::sizeHint(cell, index);
    }

    /// Names and addresses have no spaces: from the 24th character of a word on they may be broken after their marks, and
    /// anywhere after as many more.
    QString displayText(const QVariant &value, const QLocale &locale) const override
    {
        constexpr int longWord = 24;
        const QString text = QStyledItemDelegate::displayText(value, locale);
        QString breakable;
        int word = 0;
        for (const QChar c : text) {
            breakable += c;
            word = c.isSpace() ? 0 : word + 1;
            if (word >= longWord && (word % longWord == 0 || QStringLiteral(".:/,-").contains(c))
                && !c.isHighSurrogate())
                breakable += QChar(0x200b); // ZERO WIDTH SPACE
        }
        return breakable;
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->features |= QStyleOptionViewItem::WrapText;
    }

private:
    const QTreeView *const m_tree;
};

} // namespace

CopyableTree::CopyableTree(int columns, QWidget *parent) : QTreeWidget(parent)
{
    setColumnCount(columns);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectItems);
    setAllColumnsShowFocus(false);
    setAlternatingRowColors(true);
    wrapColumn(columns - 1);
    setEditTriggers(NoEditTriggers);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(true);
    // The height of a row with broken lines depends on the width of its columns.
    connect(header(), &QHeaderView::sectionResized, this, [this] { scheduleDelayedItemsLayout(); });
}

void CopyableTree::wrapColumn(int column)
{
    setItemDelegateForColumn(column, new WrappingDelegate(this));
}

QTreeWidgetItem *CopyableTree::addRow(const QStringList &cells, QTreeWidgetItem *parent)
{
    auto *item = parent ? new QTreeWidgetItem(parent, cells) : new QTreeWidgetItem(this, cells);
    for (int column = 0; column < cells.size(); ++column) {
        item->setToolTip(column, plainToolTip(cells[column]));
        item->setTextAlignment(column, Qt::AlignLeft | Qt::AlignTop);
    }
    return item;
}

void CopyableTree::copy() const
{
    QModelIndexList cells = selectedIndexes();
    if (cells.isEmpty() && currentIndex().isValid())
        cells = {currentIndex()};
    QStringList lines;
    QModelIndex last;
    for (const QModelIndex &cell : std::as_const(cells)) { // row by row
        const QString text = cell.data().toString();
        if (last.isValid() && last.siblingAtColumn(0) == cell.siblingAtColumn(0))
            lines.last() += u'\t' + text;
        else
            lines.append(text);
        last = cell;
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void CopyableTree::copyAll() const
{
    QStringList lines;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        const QTreeWidgetItem &item = *topLevelItem(i);
        lines.append(lineOf(item));
        for (int child = 0; child < item.childCount(); ++child)
            lines.append(u'\t' + lineOf(*item.child(child)));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

QString CopyableTree::lineOf(const QTreeWidgetItem &item) const
{
    QStringList cells;
    for (int column = 0; column < columnCount(); ++column)
        cells.append(item.text(column));
    while (!cells.isEmpty() && cells.last().isEmpty())
        cells.removeLast();
    return cells.join(u'\t');
}

void CopyableTree::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QTreeWidget::keyPressEvent(event);
}

void CopyableTree::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu;
    menu.addAction(tr("Copy"), this, &CopyableTree::copy)->setEnabled(currentIndex().isValid());
    menu.addAction(tr("Copy all"), this, &CopyableTree::copyAll)->setEnabled(topLevelItemCount() > 0);
    menu.exec(event->globalPos());
}
