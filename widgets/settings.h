// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/loglimits.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>
#include <QVariant>

#include <memory>

/// The values that the program keeps between two starts, in one JSON file. GUI thread.
///
/// Values are read once, at the start. Changes are stored together about a second later, by another thread, in a new
/// file that then replaces the old one: after a failure either the old or the new values are there. (QSettings of Qt 6.4
/// cannot do that: it takes a partial write to a full disk for a success, and replaces the file.) Only the values that
/// changed are changed in the file, under a lock, so several programs may share it: the last change of a value wins.
///
/// A file that is damaged, cannot be read or was written by a later version is kept under another name; see problem().
/// If there is no file, the INI file of earlier versions beside it is read.
class Settings : public QObject
{
    Q_OBJECT
public:
    enum class Key : quint8 {
        Language,          ///< `zh_CN`, `en`; empty: the system's
        Theme,             ///< `system`, `light`, `dark`
        WindowGeometry,    ///< QWidget::saveGeometry()
        Tabs,              ///< JSON array of SessionPage::save(), of the first window; see StoredTabs
        CurrentTab,        ///< index
        History,           ///< sent messages, newest last
        SaveFolder,        ///< where a log was saved last
        Export,            ///< JSON object of ExportDialog
        SendEntries,       ///< JSON, see sendlistfile
        SendDialogs,       ///< JSON object of the dialogs that send
        WindowState,       ///< QMainWindow::saveState()
        TimeMode,          ///< `day`, `relative`, `delta`: see LogTime
        LogCount,          ///< see LogLimits
        LogBytes,          ///< see LogLimits
        LogDays,           ///< see LogLimits
        PrivateMode,       ///< no log is kept
        HalfClosedTimeout, ///< in s: how long a server keeps the connection of a client that has sent a FIN
        Certificates,      ///< JSON object of AcceptedCertificates
    };

    /// How many logs are kept.
    LogLimits logLimits() const;
    void setLogLimits(const LogLimits &limits);

    explicit Settings(const QString &file);
    /// Stores the changes.
    ~Settings() override;

    const QString &file() const { return m_file; }
    static QString nameOf(Key key);

    QVariant value(Key key) const;
    void setValue(Key key, const QVariant &value) { setValue(nameOf(key), value); }
    /// The same by the name in the file, for keys that are numbered. An invalid value removes the key.
    QVariant value(const QString &name) const { return m_values.value(name); }
    void setValue(const QString &name, const QVariant &value);
    QStringList names() const { return m_values.keys(); }

    /// Something changed whose value is set in collecting() only.
    void touch();
    /// Stores the changes now, without waiting for it.
    void store();
    /// Stores the changes and waits for it.
    void sync();
    /// Reads the changes of other programs, without waiting for it; see changedElsewhere().
    void refresh();

    /// What was wrong with the file at the start, and where it is now; empty: nothing.
    const QString &problem() const { return m_problem; }
    /// Reports an invalid value: keeps a copy of the file and resets the value to its default.
    void reportDamage(Key key);

signals:
    /// Values are about to be stored: sets those that are expensive to collect.
    void collecting();
    /// Another program has stored a new value.
    void changedElsewhere(const QString &name);
    /// Nothing can be stored. Emitted once until recovered(); storing is tried again meanwhile.
    void failed(const QString &message);
    void recovered();

private:
    struct Job;
    using Values = QHash<QString, QVariant>;

    static void run(Job &job);
    void load();
    void dropBadJson();
    /// Moves or copies the file; returns the sentence that says where it is now.
    QString moveAside(bool copy);
    void onTimeout();
    void start(const std::shared_ptr<Job> &job);
    void finish();
    void takeOver(const Values &values);

    const QString m_file;
    QString m_problem;
    Values m_values;
    QSet<QString> m_changed; // not stored yet
    std::shared_ptr<Job> m_job;
    bool m_hasFailed = false;
    QTimer m_timer;
    int m_delayMs;
    QThreadPool m_pool; // of one thread
};
