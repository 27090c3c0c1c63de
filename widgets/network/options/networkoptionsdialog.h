// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/options/optionssection.h"

#include <QDialog>
#include <QVBoxLayout>

#include <optional>
#include <vector>

class QLabel;
class QPushButton;
class StatusLabel;

/// The options of an endpoint that the group Network has no field for, in sections that depend on its role.
class NetworkOptionsDialog : public Translated<QDialog>
{
    Q_OBJECT
public:
    /// With the options `inEffect` of an open endpoint, the fields are locked, except those that can be changed
    /// then.
    NetworkOptionsDialog(const EndpointUrl &url, const std::optional<SocketOptions> &inEffect, QWidget *parent);

    /// With the options entered, once the dialog has been accepted.
    const EndpointUrl &url() const { return m_url; }
    void accept() override;

protected:
    void retranslate() override;

private:
    /// At a position in the dialog; -1: below the others.
    void addSection(OptionsSection *section, int position = -1);
    void showOptions(const EndpointUrl &url);
    void alignFields();

    EndpointUrl m_url;
    const std::optional<SocketOptions> m_inEffect;
    bool m_isLive = false;                    // some sections stay unlocked while the endpoint is open
    std::vector<OptionsSection *> m_sections; // that apply to the role
    QVBoxLayout *m_layout = nullptr;
    QLabel *m_locked = nullptr;
    StatusLabel *m_error = nullptr;
    QPushButton *m_defaults = nullptr;
};
