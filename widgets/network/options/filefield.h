// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLineEdit>

class QAction;

/// The path of a file, typed or chosen.
class FileField : public QLineEdit
{
    Q_OBJECT
public:
    explicit FileField(QWidget *parent);

    /// For the dialog that chooses: `filters` as in QFileDialog.
    void setTexts(const QString &title, const QString &filters);
    QString path() const { return text().trimmed(); }

private:
    void choose();

    QAction *m_choose = nullptr;
    QString m_title;
    QString m_filters;
};
