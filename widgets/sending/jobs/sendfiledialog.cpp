// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/jobs/sendfiledialog.h"

#include "model/sending/fileplan.h"
#include "widgets/parts/fields.h"
#include "widgets/parts/filechooser.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

SendFileDialog::SendFileDialog(JobRunner &runner, FileChooser &files, const QJsonObject &state, QWidget *parent)
    : ToolDialog(runner, parent)
{
    constexpr int maxKiBPerSecond = 100 << 20;
    constexpr int defaultDatagram = 1400; // fits into an Ethernet frame
    constexpr int maxDatagram = 65507;
    m_file = LabeledField(new QLineEdit(state[u"file"].toString(), this));
    m_file->setMinimumWidth(300);
    m_browse = new QPushButton(this);
    auto *row = new QHBoxLayout;
    row->addWidget(m_file, 1);
    row->addWidget(m_browse);
    form()->addRow(m_file.label(), row);
    m_limit = new QCheckBox(this);
    m_limit->setChecked(state[u"limit"].toBool(runner.sendsDatagrams())); // unlimited, many datagrams would be lost
    form()->addRow(QString(), m_limit);
    m_rate = addField(numberField(this, 1, maxKiBPerSecond, state[u"rate"].toInt(1024)));
    m_rate->setEnabled(m_limit->isChecked());
    m_size = LabeledField(numberField(this, 1, maxDatagram, state[u"datagram"].toInt(defaultDatagram)));
    if (runner.sendsDatagrams())
        form()->addRow(m_size.label(), m_size);
    else
        m_size.setVisible(false);
    connect(m_limit, &QCheckBox::toggled, &*m_rate, &QWidget::setEnabled);
    connect(m_browse, &QPushButton::clicked, this, [this, &files] {
        const QStringList chosen = files.openNames(this, windowTitle(), m_file->text(), tr("All files (*)"));
        if (!chosen.isEmpty())
            m_file->setText(chosen.first());
    });
    watchFields(*this, this, [this] { showError({}); });
    retranslate();
}

void SendFileDialog::retranslate()
{
    setWindowTitle(tr("Send file"));
    m_file.setLabel(tr("File"));
    m_browse->setText(tr("Browse…"));
    m_limit->setText(tr("Limit the rate"));
    m_rate.setLabel(tr("Rate"));
    m_rate->setSuffix(tr(" KiB/s"));
    m_size.setLabel(tr("Bytes in a datagram"));
    m_size->setSuffix(tr(" B"));
}

QJsonObject SendFileDialog::save() const
{
    return {
        {QStringLiteral("file"), m_file->text()},
        {QStringLiteral("limit"), m_limit->isChecked()},
        {QStringLiteral("rate"), m_rate->value()},
        {QStringLiteral("datagram"), m_size->value()},
    };
}

Result<ToolDialog::Work> SendFileDialog::work()
{
    const QString file = m_file->text();
    const QFileInfo info(file);
    if (file.isEmpty())
        return failure(tr("Choose a file."));
    if (!info.isFile() || !info.isReadable())
        return failure(tr("%1 is not a file that can be read.").arg(file));
    FilePlan::Options options;
    options.bytesPerSecond = m_limit->isChecked() ? quint64(m_rate->value()) << 10 : 0;
    const bool datagrams = runner().sendsDatagrams();
    if (datagrams)
        options.pieceSize = m_size->value();
    Work work{[name = info.fileName()] { return tr("File %1").arg(name); }, {}};
    work.job.makePlan = [file, options, datagrams] { return FilePlan::open(file, options, datagrams); };
    work.job.ownPace = true;
    work.job.tolerance = std::chrono::milliseconds(100);
    return work;
}
