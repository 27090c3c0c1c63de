// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class LogPage;
class PageTabs;
class Settings;

/// The settings that all pages share: the messages sent, how times are shown, how long half-closed clients are kept,
/// the certificates accepted. Applies them to each new page, and to all pages when they change.
class PageSettings : public QObject
{
    Q_OBJECT
public:
    /// A child of `tabs`; `settings` outlive it.
    PageSettings(Settings &settings, PageTabs &tabs);

    /// `day`, `relative` or `delta`.
    void setTimeMode(const QString &name);
    void askHalfClosedTimeout();
    /// Shows the TLS certificates that the user has accepted for good, and removes some.
    void editCertificates();

private:
    void applyTo(LogPage *page);
    void applyTimeMode(LogPage *page) const;
    void applyHistory();
    void applyHalfClosedTimeout();
    void applyCertificates();
    int halfClosedSeconds() const;

    Settings &m_settings;
    PageTabs &m_tabs;
};
