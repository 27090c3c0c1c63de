// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/replies/ruletable.h"

#include "model/bytes/printable.h"
#include "widgets/parts/plaintooltip.h"
#include "widgets/parts/units.h"
#include "widgets/theme.h"

#include <QBrush>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace {

/// On one line, cut to what a cell can show.
QString inOneLine(const QString &text)
{
    constexpr qsizetype longest = 200;
    return makePrintable({text.left(longest), {}}).text;
}

} // namespace

RuleTable::RuleTable(std::shared_ptr<const TextCodec> codec, QObject *parent)
    : QAbstractTableModel(parent), m_codec(std::move(codec))
{
}

QStringList RuleTable::whenNames()
{
    return {tr("new connection"),
            tr("any message"),
            tr("message is"),
            tr("message contains"),
            tr("message matches the regex"),
            tr("message matches the byte regex"),
            tr("message contains the bytes")};
}

void RuleTable::setRules(std::vector<WrittenRule> rules)
{
    beginResetModel();
    m_rules = std::move(rules);
    m_errors.clear();
    for (const WrittenRule &rule : m_rules)
        m_errors.push_back(rule.check(m_codec));
    endResetModel();
}

void RuleTable::setRule(int row, const WrittenRule &rule)
{
    if (m_rules[size_t(row)] == rule)
        return;
    m_rules[size_t(row)] = rule;
    m_errors[size_t(row)] = rule.check(m_codec);
    Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
}

void RuleTable::insertRule(int row, const WrittenRule &rule)
{
    beginInsertRows({}, row, row);
    m_rules.insert(m_rules.begin() + row, rule);
    m_errors.insert(m_errors.begin() + row, rule.check(m_codec));
    endInsertRows();
}

void RuleTable::removeRule(int row)
{
    beginRemoveRows({}, row, row);
    m_rules.erase(m_rules.begin() + row);
    m_errors.erase(m_errors.begin() + row);
    endRemoveRows();
}

void RuleTable::swapWithNext(int row)
{
    beginMoveRows({}, row, row, {}, row + 2);
    std::swap(m_rules[size_t(row)], m_rules[size_t(row) + 1]);
    std::swap(m_errors[size_t(row)], m_errors[size_t(row) + 1]);
    endMoveRows();
}

int RuleTable::firstError() const
{
    const auto found =
        std::find_if(m_errors.begin(), m_errors.end(), [](const auto &error) { return error.has_value(); });
    return found == m_errors.end() ? -1 : int(found - m_errors.begin());
}

QString RuleTable::text(const WrittenRule &rule, Column column) const
{
    const bool tests = rule.when != WrittenRule::When::Connect && rule.when != WrittenRule::When::Any;
    switch (column) {
    case Column::When:
        return whenNames().at(int(rule.when));
    case Column::Pattern:
        return tests ? inOneLine(rule.unescapedPattern().value_or(rule.pattern)) : QString();
    case Column::Reply:
        if (rule.reply == WrittenRule::ReplyKind::Nothing)
            return tr("nothing");
        if (rule.reply == WrittenRule::ReplyKind::File)
            return tr("file %1").arg(inOneLine(QFileInfo(rule.unescapedContent().value_or(rule.content)).fileName()));
        return inOneLine(rule.unescapedContent().value_or(rule.content));
    case Column::Delay:
        return rule.delayMs == 0 ? QString() : units::ms(rule.delayMs);
    case Column::Then:
        return thenNames().at(int(rule.then));
    }
    Q_UNREACHABLE();
}

QVariant RuleTable::data(const QModelIndex &index, int role) const
{
    const WrittenRule &rule = m_rules[size_t(index.row())];
    const auto &error = m_errors[size_t(index.row())];
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return column == Column::When && error ? withWarningSign(text(rule, column)) : text(rule, column);
    case Qt::CheckStateRole:
        if (column == Column::When)
            return rule.enabled ? Qt::Checked : Qt::Unchecked;
        break;
    case Qt::ToolTipRole:
        return plainToolTip(error ? error->message : text(rule, column));
    case Qt::ForegroundRole:
        if (error)
            return QBrush(warningColor());
        break;
    default:
        break;
    }
    return {};
}

bool RuleTable::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || Column(index.column()) != Column::When)
        return false;
    WrittenRule rule = m_rules[size_t(index.row())];
    rule.enabled = value.toInt() == Qt::Checked;
    setRule(index.row(), rule);
    return true;
}

QVariant RuleTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    return QStringList{tr("When"), tr("Pattern"), tr("Reply"), tr("Delay"), tr("Then")}.at(section);
}

Qt::ItemFlags RuleTable::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return Column(index.column()) == Column::When ? flags | Qt::ItemIsUserCheckable : flags;
}
