// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"

#include <QDialog>

class FileChooser;
class StatusLabel;

/// Shows a certificate that was not verified, and asks what to do.
class CertificateDialog : public QDialog
{
    Q_OBJECT
public:
    /// `event`: EventCode::TlsUnverified. `accepted` is the fingerprint of another certificate that was accepted for this
    /// server, or empty.
    CertificateDialog(const Event &event, const QString &accepted, FileChooser &files, QWidget *parent);

signals:
    /// The user accepts exactly this certificate, now or always for this server.
    void certificateAccepted(const QString &fingerprint, bool always);

private:
    void save();

    const QByteArray m_pem;
    FileChooser &m_files;
    StatusLabel *const m_error;
};
