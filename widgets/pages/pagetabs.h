// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/pages/sessionpage.h"
#include "widgets/pages/storedtabs.h"
#include "widgets/parts/translated.h"

#include <QTabWidget>

class QToolButton;

/// The tabs of the window, and a button for a new one.
class PageTabs : public Translated<QTabWidget>
{
    Q_OBJECT
public:
    explicit PageTabs(QWidget *parent = nullptr);

    /// Null for a wrong index.
    LogPage *page(int index) const { return qobject_cast<LogPage *>(widget(index)); }
    LogPage *currentPage() const { return page(currentIndex()); }
    /// Null when the tab in front is no session.
    SessionPage *currentSessionPage() const { return qobject_cast<SessionPage *>(currentWidget()); }
    QList<LogPage *> pages() const;
    QList<SessionPage *> sessionPages() const;

    /// Adds a tab in front of the others.
    void add(LogPage *page);
    /// Adds a tab in front, in the place of `old`, which is deleted.
    void replace(LogPage *old, LogPage *page);
    /// Closes the tab and deletes the page.
    void remove(LogPage *page);
    /// Moves on by so many tabs, and around.
    void step(int tabs);
    /// A session page with this setup, whatever its sizes, in which nothing has happened yet; null: there is none.
    SessionPage *unusedPage(const QJsonObject &setup) const;
    /// What the session pages hold.
    StoredTabs::State save() const;

signals:
    void newTabRequested();
    /// A page is about to get its tab.
    void adding(LogPage *page);
    /// save() returns something else now.
    void changed();

private:
    void updateTab(LogPage *page);
    void showTitle(const LogPage *page);
    void retranslate() override;

    QToolButton *m_newTab = nullptr;
};
