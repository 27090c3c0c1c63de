// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/localpathfield.h"

#include "model/endpoint/endpointurl.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

LocalPathField::LocalPathField(QWidget *parent)
    : Translated(parent), m_path(new QLineEdit(this)), m_choose(new QPushButton(QStringLiteral("…"), this))
{
    m_choose->setFixedWidth(m_choose->sizeHint().height());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_path, 1);
    row->addWidget(m_choose);
    setFocusProxy(m_path);
    connect(m_choose, &QPushButton::clicked, this, &LocalPathField::choose);
    retranslate();
}

/// Qt's own dialog, as those of most systems do not list sockets.
void LocalPathField::choose()
{
    const auto path = EndpointUrl::localPath(m_path->text().trimmed());
    const QString folder = path && path->startsWith(u'/') ? QFileInfo(*path).path() : QDir::tempPath();
    auto *dialog = new QFileDialog(this, tr("Choose a Unix socket"), folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // only a socket that is not served is ever replaced
    dialog->setFilter(QDir::AllDirs | QDir::Files | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot);
    dialog->setFileMode(m_isNew ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setAcceptMode(m_isNew ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    if (m_isNew && path)
        dialog->selectFile(*path);
    dialog->setLabelText(QFileDialog::Accept, tr("Choose"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
        m_path->setText(chosen);
        Q_EMIT m_path->textEdited(chosen);
    });
    dialog->open();
}

void LocalPathField::retranslate()
{
    m_choose->setAccessibleName(tr("Choose a Unix socket"));
    m_choose->setToolTip(tr("Choose a Unix socket"));
    m_path->setToolTip(tr("The path of a Unix socket, such as /tmp/my.sock; @name is a name without a file (Linux)"));
}
