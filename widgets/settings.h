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

/// What the program remembers between two starts, in one JSON file. Passed to whoever needs it; GUI thread.
///
/// Values are read once, at the start. A change is stored about a second later by another thread, all changes of that
/// time together, in a new file that then takes the old one's name: whatever happens, the old values are there or the
/// new ones. (Not by QSettings: that of Qt 6.4 takes a write of which a full disk took only a part for a success, and
/// replaces the file by that part.) Under a lock, only what changed is changed in the file, so several programs may
/// share it: of each value, the last change stands.
///
/// A file that is damaged, cannot be read or is of a later version is kept under another name; see problem(). Without a
/// file, the values are those of an INI file beside it that earlier versions wrote.
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
    };

    /// How many logs are kept.
    LogLimits logLimits() const;
    void setLogLimits(const LogLimits &limits);

    explicit Settings(const QString &file);
    /// Stores what is not stored yet.
    ~Settings() override;

    const QString &file() const { return m_file; }
    static QString nameOf(Key key);

    QVariant value(Key key) const;
    void setValue(Key key, const QVariant &value);
    /// The same by the name in the file, for keys that are numbered. An invalid value removes the key.
    QVariant value(const QString &name) const { return m_values.value(name); }
    void setValue(const QString &name, const QVariant &value);
    QStringList names() const { return m_values.keys(); }

    /// Something changed that is only put together when it is stored: collecting() asks for it.
    void touch();
    /// Stores now what has changed, without waiting for it.
    void store();
    /// Stores what has changed and waits for it.
    void sync();
    /// Takes over what other programs have stored meanwhile, without waiting for it; see changedElsewhere().
    void refresh();

    /// What was wrong with the file at the start and where it is kept now; empty: nothing.
    const QString &problem() const { return m_problem; }
    /// A value makes no sense: keeps a copy of the file and goes on with the value's default.
    void reportDamage(Key key);

signals:
    /// Now is the time to set values that are expensive to put together.
    void collecting();
    /// Another program has stored another value.
    void changedElsewhere(const QString &name);
    /// Nothing can be stored; told once, until it works again. It is tried again by itself.
    void failed(const QString &message);
    void recovered();

private:
    struct Job;
    using Values = QHash<QString, QVariant>;

    static void run(Job &job);
    void load();
    void dropBadJson();
    /// Returns the sentence that says where the file is now.
    QString keepAside(bool copy);
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
