// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/pages/pagetabs.h"

#include "widgets/parts/plaintooltip.h"

#include <QTabBar>
#include <QToolButton>

namespace {

/// The sizes of panes follow from the window and what it shows, too.
QJsonObject withoutSizes(QJsonObject setup)
{
    setup.remove(u"columns");
    setup.remove(u"rows");
    return setup;
}

} // namespace

PageTabs::PageTabs(QWidget *parent) : Translated(parent), m_newTab(new QToolButton(this))
{
    setTabsClosable(true);
    setMovable(true);
    setDocumentMode(true);
    m_newTab->setText(QStringLiteral("+"));
    m_newTab->setAutoRaise(true);
    setCornerWidget(m_newTab, Qt::TopLeftCorner);
    connect(m_newTab, &QToolButton::clicked, this, &PageTabs::newTabRequested);
    connect(tabBar(), &QTabBar::tabMoved, this, &PageTabs::changed);
    retranslate();
}

QList<LogPage *> PageTabs::pages() const
{
    QList<LogPage *> all;
    for (int i = 0; i < count(); ++i)
        all.append(page(i));
    return all;
}

QList<SessionPage *> PageTabs::sessionPages() const
{
    QList<SessionPage *> all;
    for (int i = 0; i < count(); ++i) {
        if (auto *session = qobject_cast<SessionPage *>(widget(i)))
            all.append(session);
    }
    return all;
}

void PageTabs::add(LogPage *page)
{
    Q_EMIT adding(page);
    connect(page, &LogPage::titleChanged, this, [this, page] { updateTab(page); });
    if (auto *session = qobject_cast<SessionPage *>(page))
        connect(session, &SessionPage::changed, this, [this, page] {
            showTitle(page);
            Q_EMIT changed();
        });
    setCurrentIndex(addTab(page, QString()));
    updateTab(page);
    Q_EMIT changed();
}

void PageTabs::replace(LogPage *old, LogPage *page)
{
    add(page);
    const int index = indexOf(old);
    remove(old);
    tabBar()->moveTab(indexOf(page), index);
    setCurrentWidget(page);
}

void PageTabs::remove(LogPage *page)
{
    removeTab(indexOf(page));
    delete page;
    Q_EMIT changed();
}

void PageTabs::step(int tabs)
{
    if (count() > 0)
        setCurrentIndex((currentIndex() + tabs + count()) % count());
}

SessionPage *PageTabs::unusedPage(const QJsonObject &setup) const
{
    for (SessionPage *page : sessionPages()) {
        const bool isUnused = page->session().state() == Session::State::Closed && page->log().end() == 0;
        if (isUnused && !setup.isEmpty() && withoutSizes(page->save()) == withoutSizes(setup))
            return page;
    }
    return nullptr;
}

StoredTabs::State PageTabs::save() const
{
    StoredTabs::State state;
    for (const SessionPage *page : sessionPages()) {
        if (indexOf(page) <= currentIndex())
            state.current = state.pages.size();
        state.pages.append(page->save());
    }
    return state;
}

void PageTabs::updateTab(LogPage *page)
{
    const int index = indexOf(page);
    if (index < 0)
        return;
    page->describeLog();
    showTitle(page);
    setTabIcon(index, page->icon());
}

void PageTabs::showTitle(const LogPage *page)
{
    constexpr int mostChars = 40;
    const int index = indexOf(page);
    const QString title = page->title();
    if (const QString shown =
            fontMetrics().elidedText(title, Qt::ElideMiddle, fontMetrics().averageCharWidth() * mostChars);
        shown != tabText(index)) // setting it lays the tabs out
        setTabText(index, shown);
    setTabToolTip(index, plainToolTip(page->location().isEmpty() ? title : page->location()));
}

void PageTabs::retranslate()
{
    m_newTab->setToolTip(tr("New tab"));
    m_newTab->setAccessibleName(tr("New tab"));
}
