// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

class QWidget;

/// Asks for file names; tests replace it.
class FileChooser
{
public:
    virtual ~FileChooser() = default;

    /// The file to save to, or empty if the user cancelled. `filters` as in QFileDialog; the chosen one is returned in
    /// `*filter`. A name without a suffix gets that of the filter, and the user has confirmed replacing a file.
    virtual QString saveName(QWidget *parent, const QString &title, const QString &suggestion, const QString &filters,
                             QString *filter);
    /// The files to open, or none if the user cancelled.
    virtual QStringList openNames(QWidget *parent, const QString &title, const QString &folder, const QString &filters);
    /// A folder, or empty if the user cancelled.
    virtual QString folder(QWidget *parent, const QString &title, const QString &suggestion);
};
