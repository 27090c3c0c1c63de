// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/optionssection.h"

#include <QDialog>
#include <QVBoxLayout>

#include <vector>

class StatusLabel;

/// The options of an endpoint that the group Network has no field for, in sections that depend on its role.
class NetworkOptionsDialog : public Translated<QDialog>
{
    Q_OBJECT
public:
    NetworkOptionsDialog(const EndpointUrl &url, QWidget *parent);

    /// With the options entered, once the dialog has been accepted.
    const EndpointUrl &url() const { return m_url; }
    void accept() override;

protected:
    void retranslate() override;

private:
    void addSection(OptionsSection *section);
    void showOptions(const EndpointUrl &url);

    EndpointUrl m_url;
    std::vector<OptionsSection *> m_sections; // that apply to the role
    QVBoxLayout *m_layout = nullptr;
    StatusLabel *m_error = nullptr;
    QPushButton *m_defaults = nullptr;
};
