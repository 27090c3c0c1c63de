// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class LogPage;
class PageTabs;
class Settings;

/// The settings that all pages share: the messages sent, how times are shown, how long half-closed clients are kept.
/// Applies them to each new page, and to all pages when they change.
class PageSettings : public QObject
{
    Q_OBJECT
public:
    /// A child of `tabs`; `settings` outlive it.
    PageSettings(Settings &settings, PageTabs &tabs);

    /// `day`, `relative` or `delta`.
    void setTimeMode(const QString &name);
    void askHalfClosedTimeout();

private:
    void applyTo(LogPage *page);
    void applyTimeMode(LogPage *page) const;
    void applyHistory();
    void applyHalfClosedTimeout();
    int halfClosedSeconds() const;

    Settings &m_settings;
    PageTabs &m_tabs;
};
