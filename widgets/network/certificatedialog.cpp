// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/certificatedialog.h"

#include "model/bytes/printable.h"
#include "widgets/parts/filechooser.h"
#include "widgets/parts/statuslabel.h"
#include "widgets/parts/wrappedlabel.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QFormLayout>
#include <QPushButton>
#include <QSslCertificate>

namespace {

/// In two lines.
QString halved(const QString &fingerprint)
{
    return fingerprint.left(48) + u'\n' + fingerprint.mid(48);
}

/// Control characters, which a certificate may contain, are shown as pictures.
WrappedLabel *plainLabel(const QString &text)
{
    auto *label = new WrappedLabel;
    label->setText(makePrintableLines({text, {}}).text);
    return label;
}

} // namespace

CertificateDialog::CertificateDialog(const Event &event, const QString &accepted, FileChooser &files, QWidget *parent)
    : QDialog(parent),
      m_pem(QSslCertificate(QByteArray::fromBase64(event.args.value(9).toLatin1()), QSsl::Der).toPem()), m_files(files),
      m_error(new StatusLabel(this))
{
    const QString fingerprint = event.args.value(8);
    setWindowTitle(tr("Server not verified"));
    auto *form = new QFormLayout(this);
    if (!accepted.isEmpty()) {
        auto *warning = new StatusLabel(this);
        warning->showError(tr("Another certificate was accepted for this server before. Unless you know that it was "
                              "replaced, someone may be answering in its place."));
        form->addRow(warning);
    }
    form->addRow(
        plainLabel(tr("The identity of %1 is not verified, because %2. Someone else may be answering in its place.")
                       .arg(event.args.value(0), tlsReasons(event.args.value(1), event.args.value(10)))));
    const auto add = [form](const QString &name, const QString &text) {
        if (!text.isEmpty())
            form->addRow(name, plainLabel(text));
    };
    add(tr("Expected name:"), event.args.value(2));
    add(tr("Issued to:"), event.args.value(3));
    add(tr("Names:"), event.args.value(4));
    if (!fingerprint.isEmpty())
        add(tr("Valid:"), tr("%1 to %2").arg(event.args.value(5), event.args.value(6)));
    add(tr("Issued by:"), event.args.value(7));
    add(tr("SHA-256:"), halved(fingerprint));
    if (!accepted.isEmpty())
        add(tr("Accepted before:"), halved(accepted));
    form->addRow(plainLabel(tr("Compare the SHA-256 fingerprint with the one that the server shows, before you accept "
                               "this certificate.")));
    form->addRow(m_error);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *saving = buttons->addButton(tr("Save certificate…"), QDialogButtonBox::ActionRole);
    saving->setToolTip(tr("Saves it as a PEM file, for example to choose it under Trusted issuers"));
    saving->setEnabled(!m_pem.isEmpty());
    connect(saving, &QPushButton::clicked, this, &CertificateDialog::save);
    auto *once = buttons->addButton(tr("Connect once"), QDialogButtonBox::AcceptRole);
    auto *always = buttons->addButton(tr("Always accept for this server"), QDialogButtonBox::AcceptRole);
    QPushButton *const cancel = buttons->button(QDialogButtonBox::Cancel);
    for (QPushButton *accepting : {once, always}) {
        accepting->setEnabled(!fingerprint.isEmpty());
        connect(accepting, &QPushButton::clicked, this, [this, fingerprint, isAlways = accepting == always] {
            Q_EMIT certificateAccepted(fingerprint, isAlways);
        });
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
    cancel->setDefault(true);
    cancel->setFocus();
    setMinimumWidth(700); // long names need fewer lines
}

void CertificateDialog::save()
{
    QString filter;
    const QString name = m_files.saveName(this, tr("Save certificate"), QStringLiteral("certificate.pem"),
                                          tr("Certificates (*.pem);;All files (*)"), &filter);
    if (name.isEmpty())
        return;
    QFile file(name);
    const bool isSaved = file.open(QIODevice::WriteOnly) && file.write(m_pem) == m_pem.size() && file.flush();
    m_error->showError(isSaved ? QString()
                               : tr("%1 cannot be written: %2. Choose another place.")
                                     .arg(QDir::toNativeSeparators(name), file.errorString()));
}
