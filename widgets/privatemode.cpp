// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/privatemode.h"

#include "widgets/pages/logpage.h"
#include "widgets/pages/pagetabs.h"

#include <QLabel>
#include <QMainWindow>
#include <QStatusBar>

PrivateMode::PrivateMode(QMainWindow *window, PageTabs &tabs)
    : QObject(window), m_window(window), m_tabs(tabs), m_sign(new QLabel(window))
{
    m_sign->setFrameShape(QFrame::StyledPanel);
    window->statusBar()->addPermanentWidget(m_sign);
    connect(&tabs, &PageTabs::adding, this, [this](LogPage *page) {
        if (m_on)
            page->setPrivate();
    });
    connect(&tabs, &QTabWidget::currentChanged, this, &PrivateMode::update);
    update();
}

void PrivateMode::set(bool on)
{
    m_on = on;
    if (on) {
        for (LogPage *page : m_tabs.pages())
            page->setPrivate();
    }
    update();
    Q_EMIT changed(on);
}

void PrivateMode::update()
{
    const LogPage *page = m_tabs.currentPage();
    const bool on = page ? page->isPrivate() : m_on;
    m_sign->setVisible(on);
    m_sign->setText(tr("Private"));
    m_sign->setToolTip(tr("The log of this tab is deleted when the tab is closed."));
    m_window->setWindowTitle(on ? tr("SocketScope (private)") : tr("SocketScope"));
}
