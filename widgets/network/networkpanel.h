// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/session.h"

#include <QGroupBox>
#include <QJsonObject>

class LocalAddressBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

/// The group Network: which role, where, and the button that opens and closes.
class NetworkPanel : public QGroupBox
{
    Q_OBJECT
public:
    explicit NetworkPanel(QWidget *parent = nullptr);

    Role role() const;
    /// What is entered; on an error the field is marked and the message shown in place.
    Result<EndpointUrl> url();
    void setUrl(const EndpointUrl &url);
    /// Locks the fields while open and tells the state.
    void setState(Session::State state);

    /// The fields as they are, valid or not.
    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    void roleChanged();
    void openRequested();
    void closeRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void onRoleChosen();
    QString options() const;
    void updateFields();
    void showError(const QString &message, QLineEdit *field);
    Result<quint16> readPort(QLineEdit *field);

    EndpointUrl m_base; // what there is no field for, as the command line gave it
    Session::State m_state = Session::State::Closed;
    QFormLayout *m_form = nullptr;
    QLabel *m_labels[5] = {};
    QComboBox *m_role = nullptr;
    LocalAddressBox *m_localHost = nullptr;
    QLineEdit *m_localPort = nullptr;
    QLineEdit *m_remoteHost = nullptr;
    QLineEdit *m_remotePort = nullptr;
    QLabel *m_error = nullptr;
    QPushButton *m_toggle = nullptr;
};
