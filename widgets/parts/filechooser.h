// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

class QWidget;

/// Asks for file names; tests put their own in its place.
class FileChooser
{
public:
    virtual ~FileChooser() = default;

    /// Where to save; `filters` as in QFileDialog, the chosen one comes back in `*filter`. A name without a suffix
    /// has been given that of the filter, and the user was asked before a file is replaced. Empty when the user
    /// thought better of it.
    virtual QString saveName(QWidget *parent, const QString &title, const QString &suggestion, const QString &filters,
                             QString *filter);
    /// Which files to open; empty when the user thought better of it.
    virtual QStringList openNames(QWidget *parent, const QString &title, const QString &folder, const QString &filters);
    /// Which folder; empty when the user thought better of it.
    virtual QString folder(QWidget *parent, const QString &title, const QString &suggestion);
};
