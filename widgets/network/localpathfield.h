// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/parts/translated.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

/// The path of a local socket, typed or chosen among the files. Not resolved: see EndpointUrl::localPath().
class LocalPathField : public Translated<QWidget>
{
    Q_OBJECT
public:
    explicit LocalPathField(QWidget *parent = nullptr);

    QLineEdit *lineEdit() const { return m_path; }
    /// Whether a new name is chosen, for a server, or an existing socket.
    void setNew(bool on) { m_isNew = on; }

protected:
    void retranslate() override;

private:
    void choose();

    QLineEdit *const m_path;
    QPushButton *const m_choose;
    bool m_isNew = true;
};
