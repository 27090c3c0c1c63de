// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QMap>

class QListWidget;

/// The certificates that are always accepted, as fingerprints by `host:port`, from which the user removes some.
class AcceptedCertificates : public QDialog
{
    Q_OBJECT
public:
    using Map = QMap<QString, QString>;

    AcceptedCertificates(const Map &accepted, QWidget *parent);

    /// Those that are left.
    const Map &accepted() const { return m_accepted; }

    static QByteArray toJson(const Map &accepted);
    static Map fromJson(const QByteArray &json);

private:
    Map m_accepted;
    QListWidget *m_list = nullptr;
};
