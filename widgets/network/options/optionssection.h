// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpointurl.h"
#include "widgets/parts/labeledfield.h"
#include "widgets/parts/translated.h"

#include <QGroupBox>

/// A group of fields in the dialog for the options of an endpoint.
class OptionsSection : public Translated<QGroupBox>
{
    Q_OBJECT
public:
    using Translated::Translated;

    virtual bool appliesTo(Role role) const = 0;
    /// Whether changes have an effect while the endpoint is open.
    virtual bool isLive() const { return false; }
    /// Shows the options of `url`.
    virtual void show(const EndpointUrl &url) = 0;
    /// Writes the fields into `url`. On an error the field at fault has the focus.
    virtual Result<void> read(EndpointUrl &url) = 0;
    /// While the endpoint is open: locks the fields, and shows what the system has set.
    virtual void showInEffect(const SocketOptions &options)
    {
        Q_UNUSED(options)
        setEnabled(false);
    }

protected:
    /// For read(): the field at fault gets the focus.
    static tl::unexpected<Error> fail(QWidget *field, const Error &error)
    {
        field->setFocus();
        return tl::unexpected(error);
    }
};

/// A field of a socket option and, while the endpoint is open, the value in effect beside it. Used like a pointer to the
/// field.
template<typename Field>
class OptionField : public LabeledField<Field>
{
public:
    explicit OptionField(Field *field) : LabeledField<Field>(field), m_inEffect(new QLabel(field->parentWidget()))
    {
        m_inEffect->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_inEffect->hide();
    }

    /// Adds all as the last row of a section.
    void addTo(QGridLayout &grid) const
    {
        LabeledField<Field>::addTo(grid);
        grid.addWidget(m_inEffect, grid.rowCount() - 1, 2);
    }
    /// Locks the field; an empty text if the value is unknown.
    void showInEffect(const QString &text) const
    {
        (*this)->setEnabled(false);
        m_inEffect->setText(text);
        m_inEffect->setVisible(!text.isEmpty() && !(*this)->isHidden());
    }

private:
    QLabel *m_inEffect;
};
