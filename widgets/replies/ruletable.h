// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"
#include "model/replies/replyrules.h"
#include "model/replies/writtenrules.h"

#include <QAbstractTableModel>

/// Rules as rows, each with its error. The first column has the check box that enables a rule.
class RuleTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : quint8 { When, Pattern, Reply, Delay, Then };
    static constexpr int columns = 5;

    /// Texts are checked in the encoding `codec`.
    explicit RuleTable(std::shared_ptr<const TextCodec> codec, QObject *parent = nullptr);

    const std::vector<WrittenRule> &rules() const { return m_rules; }
    void setRules(std::vector<WrittenRule> rules);
    void setRule(int row, const WrittenRule &rule);
    void insertRule(int row, const WrittenRule &rule);
    void removeRule(int row);
    /// Exchanges a rule with the one below it.
    void swapWithNext(int row);

    const std::optional<JsonFields::FieldError> &error(int row) const { return m_errors[size_t(row)]; }
    /// The first row with an error, or -1.
    int firstError() const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rules.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// The choices of a rule: its trigger, its reply, and what it does with the connection.
    static QStringList whenNames();
    static QStringList replyNames() { return {tr("nothing"), tr("text"), tr("hex"), tr("a file's content")}; }
    static QStringList thenNames() { return {tr("keep the connection"), tr("close it"), tr("reset it (RST)")}; }

private:
    QString text(const WrittenRule &rule, Column column) const;

    const std::shared_ptr<const TextCodec> m_codec;
    std::vector<WrittenRule> m_rules;
    std::vector<std::optional<JsonFields::FieldError>> m_errors;
};
