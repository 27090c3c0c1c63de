// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/options/filefield.h"

#include "widgets/parts/filechooser.h"

#include <QAction>
#include <QFileInfo>
#include <QStyle>

FileField::FileField(QWidget *parent) : QLineEdit(parent)
{
    m_choose = addAction(style()->standardIcon(QStyle::SP_DialogOpenButton), QLineEdit::TrailingPosition);
    connect(m_choose, &QAction::triggered, this, &FileField::choose);
}

void FileField::setTexts(const QString &title, const QString &filters)
{
    m_title = title;
    m_filters = filters;
    m_choose->setToolTip(title);
}

void FileField::choose()
{
    const QStringList names = FileChooser().openNames(window(), m_title, QFileInfo(path()).path(), m_filters);
    if (!names.isEmpty())
        setText(names.first());
}
