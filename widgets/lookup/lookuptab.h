// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/lookup/namelookup.h"
#include "model/lookup/question.h"
#include "widgets/parts/labeledfield.h"
#include "widgets/parts/translated.h"

#include <QLineEdit>
#include <QWidget>

class CopyableTree;
class QPushButton;
class StatusLabel;

/// A field for a name, an address, a network or a port, and a table with all that is known about it.
class LookupTab : public Translated<QWidget>
{
    Q_OBJECT
public:
    explicit LookupTab(const NameLookup::Queries &queries = {}, QWidget *parent = nullptr);

    /// Enters `text` and looks it up.
    void ask(const QString &text);
    QLineEdit *field() const { return m_field; }

protected:
    void retranslate() override;

private:
    void startOrCancel();
    void start();
    void explain(const Question &question);
    void addFacts(const Facts &facts);
    void onFailed(const QString &message);
    void updateButton();
    void fitColumns();

    const LabeledField<QLineEdit> m_field;
    QPushButton *const m_start;
    StatusLabel *const m_status;
    CopyableTree *const m_table;
    QPushButton *const m_copy;
    QPushButton *const m_copyAll;
    NameLookup m_lookup;
    QString m_asked; // what the table is about
    Facts m_found;   // by the look-up; the explanation is made again in another language
};
