// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/session.h"
#include "widgets/parts/labeledfield.h"
#include "widgets/parts/translated.h"

#include <QComboBox>
#include <QGroupBox>
#include <QJsonObject>

#include <optional>
#include <utility>

class LocalAddressBox;
class LocalPathField;
class QLineEdit;
class QPushButton;
class StatusLabel;

/// The group Network: the role, the addresses, and the button that opens and closes.
class NetworkPanel : public Translated<QGroupBox>
{
    Q_OBJECT
public:
    explicit NetworkPanel(QWidget *parent = nullptr);

    Role role() const { return m_role->currentData().value<Role>(); }
    /// The endpoint entered; on an error selects the field and shows the message.
    Result<EndpointUrl> url();
    void setUrl(const EndpointUrl &url);
    /// Of a relay; also changed while it is open, see optionsChanged().
    const Impairments &impairments() const { return m_options.impairments; }
    void setLocalHost(const QString &host);
    /// The groups and the port entered, if the role has some and they are valid.
    std::optional<std::pair<QString, quint16>> groups() const;
    /// Shows the state, and locks the fields unless it is Closed. `inEffect` are the options of the open endpoint.
    void setState(Session::State state, const SocketOptions &inEffect = {});

    /// The fields, valid or not.
    QJsonObject save() const;
    /// What save() has without the options.
    QJsonObject fields() const;
    void restore(const QJsonObject &state);

signals:
    void roleChanged();
    /// The user has changed the endpoint: what was wrong with the one before is no longer of interest.
    void edited();
    /// The user has edited the group, or a port.
    void groupEdited();
    void optionsChanged();
    /// The user has entered a whole URL in a field; the panel shows it already.
    void urlEntered(const EndpointUrl &url);
    void openRequested();
    void closeRequested();

protected:
    void retranslate() override;

private:
    void onRoleChosen();
    void onEdited();
    void editOptions();
    EndpointUrl optionsFor(Role role) const;
    void showSummary();
    void setRole(Role role);
    Result<EndpointUrl> multicastUrl(EndpointUrl url);
    void updateFields();
    void makePlain(QLineEdit *field);
    void spread(QLineEdit *host);
    std::optional<EndpointUrl> enteredUrl(const QString &text) const;
    void spreadAll();
    tl::unexpected<Error> fail(const QString &message, QLineEdit *field);
    Result<quint16> readPort(QLineEdit *field);

    EndpointUrl m_options; // those without a field in this panel
    SocketOptions m_inEffect;
    QString m_usualPort; // the local port of the role, unless the user enters another
    Session::State m_state = Session::State::Closed;
    const LabeledField<QComboBox> m_role;
    const LabeledField<LocalAddressBox> m_localHost;
    const LabeledField<LocalAddressBox> m_interface; // of groups
    const LabeledField<QLineEdit> m_group;
    const LabeledField<QLineEdit> m_localPort;
    const LabeledField<QLineEdit> m_remoteHost;
    const LabeledField<QLineEdit> m_remotePort;
    const LabeledField<LocalPathField> m_path;
    StatusLabel *const m_error;
    QPushButton *const m_more;
    QPushButton *const m_toggle;
};
