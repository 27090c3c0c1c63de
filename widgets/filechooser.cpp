// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/filechooser.h"

#include <QFileDialog>

QString FileChooser::saveName(QWidget *parent, const QString &title, const QString &suggestion, const QString &filters,
                              QString *filter)
{
    return QFileDialog::getSaveFileName(parent, title, suggestion, filters, filter);
}

QStringList FileChooser::openNames(QWidget *parent, const QString &title, const QString &folder, const QString &filters)
{
    return QFileDialog::getOpenFileNames(parent, title, folder, filters);
}

QString FileChooser::folder(QWidget *parent, const QString &title, const QString &suggestion)
{
    return QFileDialog::getExistingDirectory(parent, title, suggestion);
}
