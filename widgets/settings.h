// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/capturestore.h"

#include <QSettings>
#include <QVariant>

/// What the program remembers between two starts, in one INI file. Passed to whoever needs it; GUI
/// thread.
class Settings
{
public:
    enum class Key : quint8 {
        Language,       ///< `zh_CN`, `en`; empty: the system's
        Theme,          ///< `system`, `light`, `dark`
        WindowGeometry, ///< QWidget::saveGeometry()
        Tabs,           ///< JSON array of SessionPage states
        CurrentTab,     ///< index
        History,        ///< sent messages, newest last
        SaveFolder,     ///< where a log was saved last
        Export,         ///< JSON object of ExportDialog
        SendEntries,    ///< JSON, see sendlistfile
        SendDialogs,    ///< JSON object of the dialogs that send
        WindowState,    ///< QMainWindow::saveState()
        TimeMode,       ///< `day`, `relative`, `delta`: see LogTime
        LogCount,       ///< see LogLimits
        LogBytes,       ///< see LogLimits
        LogDays,        ///< see LogLimits
        PrivateMode,    ///< no log is kept
    };

    /// How many logs are kept.
    LogLimits logLimits() const;
    void setLogLimits(const LogLimits &limits);

    explicit Settings(const QString &file);

    QVariant value(Key key) const;
    void setValue(Key key, const QVariant &value);
    void sync() { m_store.sync(); }

private:
    QSettings m_store;
};
