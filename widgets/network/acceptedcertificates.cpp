// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/acceptedcertificates.h"

#include <QDialogButtonBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

AcceptedCertificates::AcceptedCertificates(const Map &accepted, QWidget *parent)
    : QDialog(parent), m_accepted(accepted), m_list(new QListWidget(this))
{
    setWindowTitle(tr("Accepted certificates"));
    m_list->setAccessibleName(tr("Accepted certificates"));
    m_list->setWordWrap(true);
    for (auto entry = accepted.begin(); entry != accepted.end(); ++entry) {
        auto *item = new QListWidgetItem(QStringLiteral("%1\nSHA-256 %2").arg(entry.key(), entry.value()), m_list);
        item->setData(Qt::UserRole, entry.key());
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto *remove = buttons->addButton(tr("Remove"), QDialogButtonBox::ActionRole);
    buttons->button(QDialogButtonBox::Ok)->setDefault(true);
    remove->setEnabled(false);
    connect(m_list, &QListWidget::currentRowChanged, remove, [remove](int row) { remove->setEnabled(row >= 0); });
    connect(remove, &QPushButton::clicked, this, [this] {
        const std::unique_ptr<QListWidgetItem> item(m_list->takeItem(m_list->currentRow()));
        if (item)
            m_accepted.remove(item->data(Qt::UserRole).toString());
        m_list->setFocus(); // not Cancel, so that Enter confirms
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *hint = new QLabel(tr("TLS servers whose certificate is accepted, although it cannot be verified:"), this);
    hint->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(hint);
    layout->addWidget(m_list);
    layout->addWidget(buttons);
    resize(560, 300);
}

QByteArray AcceptedCertificates::toJson(const Map &accepted)
{
    QJsonObject object;
    for (auto entry = accepted.begin(); entry != accepted.end(); ++entry)
        object.insert(entry.key(), entry.value());
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

AcceptedCertificates::Map AcceptedCertificates::fromJson(const QByteArray &json)
{
    Map accepted;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        accepted.insert(entry.key(), entry.value().toString());
    return accepted;
}
