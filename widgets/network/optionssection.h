// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpointurl.h"
#include "widgets/parts/translated.h"

#include <QGroupBox>

/// A group of fields in the dialog for the options of an endpoint.
class OptionsSection : public Translated<QGroupBox>
{
    Q_OBJECT
public:
    using Translated::Translated;

    virtual bool appliesTo(Role role) const = 0;
    /// Shows the options of `url`.
    virtual void show(const EndpointUrl &url) = 0;
    /// Writes the fields into `url`. On an error the field at fault has the focus.
    virtual Result<void> read(EndpointUrl &url) = 0;
};
