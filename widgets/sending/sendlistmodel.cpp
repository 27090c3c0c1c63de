// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/sendlistmodel.h"

#include "model/bytes/escape.h"
#include "widgets/parts/plaintooltip.h"
#include "widgets/parts/units.h"

#include <QFont>
#include <QKeySequence>
#include <QMimeData>

namespace {

const QString rowType = QStringLiteral("application/x-socketscope-sendlist-row");
constexpr qsizetype maxCellText = 200;

} // namespace

void SendListModel::setList(const SendList &list)
{
    beginResetModel();
    m_list = list;
    m_running = -1;
    endResetModel();
    Q_EMIT edited();
}

void SendListModel::insert(int row, const SendListEntry &entry)
{
    beginInsertRows({}, row, row);
    m_list.insert(row, entry);
    endInsertRows();
    Q_EMIT edited();
}

void SendListModel::append(const SendList &list)
{
    if (list.isEmpty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + int(list.size()) - 1);
    m_list.append(list);
    endInsertRows();
    Q_EMIT edited();
}

void SendListModel::replace(int row, const SendListEntry &entry)
{
    m_list[row] = entry;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT edited();
}

void SendListModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_list.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

int SendListModel::move(int row, int before)
{
    if (before == row || before == row + 1 || before < 0 || before > m_list.size())
        return row;
    const int to = before > row ? before - 1 : before;
    beginMoveRows({}, row, row, {}, before);
    m_list.move(row, to);
    endMoveRows();
    Q_EMIT edited();
    Q_EMIT moved(to);
    return to;
}

void SendListModel::setRunning(int row)
{
    if (row == m_running)
        return;
    for (const int changed : {std::exchange(m_running, row), row}) {
        if (changed >= 0 && changed < m_list.size())
            Q_EMIT dataChanged(index(changed, 0), index(changed, ColumnCount - 1), {Qt::FontRole});
    }
}

QString SendListModel::freeHotkey() const
{
    for (int digit = 1; digit <= 9; ++digit) {
        QString key = QStringLiteral("Ctrl+%1").arg(digit);
        const bool taken =
            std::any_of(m_list.begin(), m_list.end(), [&](const SendListEntry &entry) { return entry.hotkey == key; });
        if (!taken)
            return key;
    }
    return {};
}

QString SendListModel::text(const SendListEntry &entry, int column) const
{
    switch (column) {
    case Name:
        return entry.name;
    case Payload:
        return entry.payload.left(maxCellText).replace(u'\n', u'↵');
    case Format: {
        QStringList parts{entry.format.input == PayloadFormat::Input::Hex ? tr("Hex")
                              : entry.format.escapes                      ? tr("Escapes")
                                                                          : tr("Text")};
        const QStringList endings{{}, QStringLiteral("LF"), QStringLiteral("CR"), QStringLiteral("CR LF")};
        parts.append({entry.format.checksum.name, endings.value(int(entry.format.lineEnding))});
        parts.removeAll(QString());
        return parts.join(QStringLiteral(" + "));
    }
    case Delay:
        return units::ms(entry.delayMs);
    case Hotkey:
        return QKeySequence::fromString(entry.hotkey).toString(QKeySequence::NativeText);
    default:
        return {};
    }
}

QVariant SendListModel::data(const QModelIndex &index, int role) const
{
    const SendListEntry &entry = m_list[index.row()];
    if (role == Qt::FontRole && index.row() == m_running) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role == Qt::EditRole && index.column() == Delay)
        return entry.delayMs;
    if (role == Qt::EditRole && index.column() == Payload)
        return entry.payload;
    if (role == Qt::ToolTipRole && index.column() == Payload)
        return plainToolTip(entry.payload.left(4 * maxCellText));
    if (role == Qt::DisplayRole || role == Qt::EditRole)
        return text(entry, index.column());
    return {};
}

bool SendListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole)
        return false;
    SendListEntry entry = m_list[index.row()];
    bool good = true;
    if (index.column() == Name)
        entry.name = value.toString();
    else if (index.column() == Payload)
        entry.payload = value.toString();
    else
        entry.delayMs = std::clamp(value.toInt(&good), 0, sendlistfile::maxDelayMs);
    if (good)
        replace(index.row(), entry);
    return good;
}

QVariant SendListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    const QString titles[] = {tr("Name"), tr("Message"), tr("Format"), tr("Delay"), tr("Key")};
    return titles[section];
}

Qt::ItemFlags SendListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
    // A line edit would lose line breaks and hide other characters: such a message is edited in its dialog.
    const QString &payload = m_list[index.row()].payload;
    const bool oneLine = index.column() == Payload && !payload.contains(u'\n') && !needsEscapes(payload);
    if (index.column() == Name || index.column() == Delay || oneLine)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QStringList SendListModel::mimeTypes() const
{
    return {rowType};
}

QMimeData *SendListModel::mimeData(const QModelIndexList &indexes) const
{
    auto *data = new QMimeData;
    data->setData(rowType, QByteArray::number(indexes.value(0).row()));
    return data;
}

bool SendListModel::dropMimeData(const QMimeData *data, Qt::DropAction, int row, int, const QModelIndex &parent)
{
    bool isNumber = false;
    const int from = data->data(rowType).toInt(&isNumber);
    if (isNumber && from >= 0 && from < m_list.size())
        move(from, row >= 0 ? row : parent.isValid() ? parent.row() : int(m_list.size()));
    return false; // else the view would remove the dragged row
}
