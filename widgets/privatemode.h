// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class PageTabs;
class QLabel;
class QMainWindow;

/// Private mode: no log of a tab that is open, or is opened while it is on, is kept. A sign in the status bar and the
/// window's title say whether the tab in front is private; such a tab stays private when the mode ends.
class PrivateMode : public QObject
{
    Q_OBJECT
public:
    /// `tabs` outlive this.
    PrivateMode(QMainWindow *window, PageTabs &tabs);

    /// Not stored in the settings.
    void set(bool on);
    /// Updates the sign and the title, after a change of the tab in front or of the language.
    void update();

signals:
    void changed(bool on);

private:
    QMainWindow *m_window;
    PageTabs &m_tabs;
    QLabel *m_sign;
    bool m_on = false;
};
