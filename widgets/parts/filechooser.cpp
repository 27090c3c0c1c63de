// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/filechooser.h"

#include <QFileDialog>
#include <QRegularExpression>

namespace {

/// The suffix in the first pattern of a filter such as `Text (*.txt)`; empty if it has none.
QString suffixOf(const QString &filter)
{
    static const QRegularExpression pattern(QStringLiteral("\\(\\*\\.(\\w+)"));
    return pattern.match(filter).captured(1);
}

} // namespace

QString FileChooser::saveName(QWidget *parent, const QString &title, const QString &suggestion, const QString &filters,
                              QString *filter)
{
    QFileDialog dialog(parent, title, suggestion, filters);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    // The dialog adds the suffix before it asks whether to replace a file.
    const auto setSuffix = [&dialog](const QString &chosen) { dialog.setDefaultSuffix(suffixOf(chosen)); };
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, setSuffix);
    if (filter && !filter->isEmpty())
        dialog.selectNameFilter(*filter);
    setSuffix(dialog.selectedNameFilter());
    dialog.selectFile(suggestion);
    if (dialog.exec() != QDialog::Accepted)
        return {};
    if (filter)
        *filter = dialog.selectedNameFilter();
    return dialog.selectedFiles().value(0);
}

QStringList FileChooser::openNames(QWidget *parent, const QString &title, const QString &folder, const QString &filters)
{
    return QFileDialog::getOpenFileNames(parent, title, folder, filters);
}

QString FileChooser::folder(QWidget *parent, const QString &title, const QString &suggestion)
{
    return QFileDialog::getExistingDirectory(parent, title, suggestion);
}
