// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/export/exportrecords.h"

#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLineEdit>

class ExportStreamBox;
class FileChooser;
class QCheckBox;
class QFormLayout;
class QPushButton;
class Settings;
class WrappedLabel;

/// What can be exported: a log, and the parts of it that the window offers.
struct ExportScope
{
    std::shared_ptr<const TrafficLog> log;
    /// The first record shown since the view was cleared.
    RecordNumber origin = 0;
    /// The records selected: [first, second).
    std::pair<RecordNumber, RecordNumber> selected = {};
    /// The records that pass the filter; null without one.
    std::shared_ptr<RecordSelection> filtered = {};
    /// The encoding offered first.
    QString encoding = {};
    /// The peer offered first, for formats of one stream; None: the first in the log.
    PeerId peer = PeerId::None;
};

/// Asks for the records to export, the format and the file. Remembers the choices.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    /// `settings` and `files` outlive the dialog.
    ExportDialog(ExportScope scope, Settings &settings, FileChooser &files, QWidget *parent = nullptr);

    /// Offers a device test of all records, whatever was chosen last; does not remember the choices.
    void offerDeviceTest();

    /// What was chosen, once accepted.
    ExportRequest request() const;
    QString file() const { return QDir::fromNativeSeparators(m_file->text().trimmed()); }

    void accept() override;

private:
    enum class Range : quint8 { Everything, SinceCleared, Selected, Filtered };

    void buildFields();
    void buildLayout();
    void fillRanges();
    void restore();
    ExportFormat format() const { return ExportFormat(m_format->currentIndex()); }
    void onFormatChanged();
    void chooseFile();
    void updateState();

    const ExportScope m_scope;
    bool m_remembers = true;
    Settings &m_settings;
    FileChooser &m_files;
    QFormLayout *m_form = nullptr;
    QComboBox *m_format = nullptr;
    QComboBox *m_range = nullptr;
    QComboBox *m_encoding = nullptr;
    ExportStreamBox *m_stream = nullptr;
    QCheckBox *m_hex = nullptr;
    QCheckBox *m_mark = nullptr;
    QLineEdit *m_file = nullptr;
    WrappedLabel *m_note = nullptr;
    QPushButton *m_choose = nullptr;
    QPushButton *m_export = nullptr;
};
