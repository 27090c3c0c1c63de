// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/parts/fields.h"

#include <QGridLayout>
#include <QLabel>

/// A field of a panel and the label in front of it. Used like a pointer to the field.
template<typename Field>
class LabeledField
{
public:
    LabeledField() = default;
    explicit LabeledField(Field *field) : m_label(new QLabel(field->parentWidget())), m_field(field)
    {
        m_label->setBuddy(field);
    }

    Field *operator->() const { return m_field; }
    Field &operator*() const { return *m_field; }
    operator Field *() const { return m_field; }
    QLabel *label() const { return m_label; }

    /// The label's text, which is the field's accessible name too.
    void setLabel(const QString &text) const
    {
        m_label->setText(text);
        m_field->setAccessibleName(text);
    }
    void setVisible(bool visible) const
    {
        m_label->setVisible(visible);
        m_field->setVisible(visible);
    }
    /// Adds both as the last row of a panel with two columns.
    void addTo(QGridLayout &grid) const
    {
        const int row = nextRow(grid);
        grid.addWidget(m_label, row, 0);
        grid.addWidget(m_field, row, 1);
    }

private:
    QLabel *m_label = nullptr;
    Field *m_field = nullptr;
};
