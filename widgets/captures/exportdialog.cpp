// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/captures/exportdialog.h"

#include "widgets/captures/exportstreambox.h"
#include "widgets/parts/filechooser.h"
#include "widgets/parts/wrappedlabel.h"
#include "widgets/settings.h"

#include <QCheckBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStandardItemModel>
#include <QStandardPaths>

#include <algorithm>

using Key = Settings::Key;

namespace {

QString suffixOf(const ExportFormatInfo &format)
{
    return QLatin1Char('.') + QLatin1StringView(format.suffix);
}

QString suggestedFile(const Settings &settings)
{
    QString folder = settings.value(Key::SaveFolder).toString();
    for (const auto place : {QStandardPaths::DocumentsLocation, QStandardPaths::HomeLocation}) {
        if (folder.isEmpty() || !QDir(folder).exists())
            folder = QStandardPaths::writableLocation(place);
    }
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss"));
    return QDir(folder).filePath(QStringLiteral("socketscope-") + time);
}

void setShown(QFormLayout *form, QWidget *field, bool shown)
{
    field->setVisible(shown);
    if (QWidget *label = form->labelForField(field))
        label->setVisible(shown);
}

} // namespace

ExportDialog::ExportDialog(ExportScope scope, Settings &settings, FileChooser &files, QWidget *parent)
    : QDialog(parent), m_scope(std::move(scope)), m_settings(settings), m_files(files)
{
    setWindowTitle(tr("Export log"));
    buildFields();
    buildLayout();
    fillRanges();
    restore();
    m_file->setText(QDir::toNativeSeparators(suggestedFile(settings) + suffixOf(exportFormatInfo(format()))));
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::onFormatChanged);
    connect(m_file, &QLineEdit::textChanged, this, &ExportDialog::updateState);
    connect(m_stream, &ExportStreamBox::changed, this, &ExportDialog::updateState);
    connect(m_choose, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    onFormatChanged();
}

void ExportDialog::offerDeviceTest()
{
    m_remembers = false;
    setWindowTitle(tr("Save as device test"));
    m_format->setCurrentIndex(int(ExportFormat::Session));
    m_range->setCurrentIndex(int(Range::Everything));
    setShown(m_form, m_format, false);
}

void ExportDialog::buildFields()
{
    m_format = new QComboBox(this);
    for (size_t i = 0; i < exportFormats().size(); ++i)
        m_format->addItem(exportFormatTitle(ExportFormat(i)));
    m_range = new QComboBox(this);
    m_stream = new ExportStreamBox(m_scope.log, m_scope.peer, this);
    m_encoding = new QComboBox(this);
    m_encoding->addItems(TextCodec::names());
    m_encoding->setCurrentText(m_scope.encoding.section(u',', 0, 0)); // “GBK,nearest” also reads GBK
    m_hex = new QCheckBox(tr("Payloads as &hex"), this);
    m_mark = new QCheckBox(tr("Byte order &mark, for Excel"), this);
    m_file = new QLineEdit(this);
    m_file->setMinimumWidth(fontMetrics().averageCharWidth() * 50);
    m_choose = new QPushButton(tr("&Browse…"), this);
    m_choose->setAutoDefault(false);
    m_note = new WrappedLabel(this);
}

void ExportDialog::buildLayout()
{
    m_form = new QFormLayout;
    const auto add = [this](const QString &label, const QString &name, QWidget *field) {
        field->setAccessibleName(name);
        m_form->addRow(label, field);
    };
    add(tr("&Format:"), tr("Format"), m_format);
    add(tr("&Records:"), tr("Records"), m_range);
    add(tr("&Stream:"), tr("Stream"), m_stream);
    add(tr("&Encoding:"), tr("Encoding"), m_encoding);
    m_form->addRow(QString(), m_hex);
    m_form->addRow(QString(), m_mark);
    auto *row = new QHBoxLayout;
    row->addWidget(m_file, 1);
    row->addWidget(m_choose);
    auto *fileLabel = new QLabel(tr("F&ile:"), this);
    fileLabel->setBuddy(m_file);
    m_file->setAccessibleName(tr("File"));
    m_form->addRow(fileLabel, row);
    m_form->addRow(QString(), m_note);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_export = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(m_form);
    layout->addStretch();
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetMinimumSize);
}

/// In the order of Range; empty ranges are disabled.
void ExportDialog::fillRanges()
{
    const auto [first, end] = m_scope.selected;
    m_range->addItems(
        {tr("Everything"), tr("Since the view was cleared"),
         first < end ? tr("Selected records (%1)").arg(QLocale().toString(end - first)) : tr("Selected records"),
         tr("Filtered records")});
    const bool available[] = {true, m_scope.origin > m_scope.log->first(), first < end, m_scope.filtered != nullptr};
    auto *items = qobject_cast<QStandardItemModel *>(m_range->model());
    for (int i = 0; i < m_range->count(); ++i)
        items->item(i)->setEnabled(available[i]);
}

void ExportDialog::restore()
{
    const QJsonObject last = QJsonDocument::fromJson(m_settings.value(Key::Export).toByteArray()).object();
    const auto known = exportFormatFromName(last[u"format"].toString());
    m_format->setCurrentIndex(int(known.value_or(ExportFormat::Text)));
    m_hex->setChecked(last[u"hex"].toBool());
    m_mark->setChecked(last[u"byteOrderMark"].toBool());
    const auto *items = qobject_cast<QStandardItemModel *>(m_range->model());
    const auto isEnabled = [items](int range) { return items->item(range)->isEnabled(); };
    const int range = std::clamp(last[u"range"].toInt(int(Range::SinceCleared)), 0, m_range->count() - 1);
    const int shown = isEnabled(int(Range::SinceCleared)) ? int(Range::SinceCleared) : int(Range::Everything);
    m_range->setCurrentIndex(isEnabled(range) ? range : shown);
}

void ExportDialog::accept()
{
    const QJsonObject choice{
        {QStringLiteral("format"), QLatin1StringView(exportFormatInfo(format()).name)},
        {QStringLiteral("range"), m_range->currentIndex()},
        {QStringLiteral("hex"), m_hex->isChecked()},
        {QStringLiteral("byteOrderMark"), m_mark->isChecked()},
    };
    if (m_remembers)
        m_settings.setValue(Key::Export, QJsonDocument(choice).toJson(QJsonDocument::Compact));
    m_settings.setValue(Key::SaveFolder, QFileInfo(file()).path());
    QDialog::accept();
}

ExportRequest ExportDialog::request() const
{
    ExportRequest request{m_scope.log, {}, format(), {}};
    const TrafficLog &log = *m_scope.log;
    switch (Range(m_range->currentIndex())) {
    case Range::Everything:
        request.selection = std::make_shared<RangeSelection>(log);
        break;
    case Range::SinceCleared:
        request.selection = std::make_shared<RangeSelection>(std::max(m_scope.origin, log.first()), log.end());
        break;
    case Range::Selected:
        request.selection = std::make_shared<RangeSelection>(m_scope.selected.first, m_scope.selected.second);
        break;
    case Range::Filtered:
        request.selection = m_scope.filtered;
        break;
    }
    const ExportFormatInfo &info = exportFormatInfo(format());
    if (const auto stream = m_stream->choice(); info.streams != ExportStreams::All && stream)
        request.selection = std::make_shared<StreamSelection>(m_scope.log, request.selection, *stream);
    request.options.codec = TextCodec::find(m_encoding->currentText()).value_or(nullptr);
    request.options.hex = info.hasHex && m_hex->isChecked();
    request.options.byteOrderMark = info.isText && info.streams == ExportStreams::All && m_mark->isChecked();
    return request;
}

void ExportDialog::onFormatChanged()
{
    const ExportFormatInfo &info = exportFormatInfo(format());
    setShown(m_form, m_stream, info.streams != ExportStreams::All);
    m_stream->setBothDirections(info.streams == ExportStreams::OnePeer);
    setShown(m_form, m_encoding, info.isText);
    setShown(m_form, m_hex, info.hasHex);
    setShown(m_form, m_mark, info.isText && info.streams == ExportStreams::All);
    const QString name = m_file->text();
    for (const ExportFormatInfo &other : exportFormats()) {
        if (const QString suffix = suffixOf(other); name.endsWith(suffix, Qt::CaseInsensitive)) {
            m_file->setText(name.chopped(suffix.size()) + suffixOf(info));
            break;
        }
    }
    updateState();
}

void ExportDialog::chooseFile()
{
    const ExportFormatInfo &info = exportFormatInfo(format());
    const QString filter = QStringLiteral("%1 (*%2)").arg(exportFormatTitle(format()), suffixOf(info));
    QString chosen = filter;
    const QString name = m_files.saveName(this, tr("Export log"), file(), filter, &chosen);
    if (!name.isEmpty())
        m_file->setText(QDir::toNativeSeparators(name));
}

void ExportDialog::updateState()
{
    const QFileInfo target(file());
    const bool replaces = target.isFile();
    const bool noStream = exportFormatInfo(format()).streams != ExportStreams::All && !m_stream->choice();
    const bool hasFolder = target.dir().exists();
    m_export->setText(replaces ? tr("&Replace") : tr("E&xport"));
    m_export->setEnabled(!file().isEmpty() && !target.isDir() && hasFolder && !noStream);
    if (!hasFolder)
        m_note->setText(tr("The folder %1 does not exist.").arg(QDir::toNativeSeparators(target.path())));
    else
        m_note->setText(replaces ? tr("This file exists; it will be replaced.") : QString());
}
