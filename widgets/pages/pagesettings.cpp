// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/pages/pagesettings.h"

#include "widgets/log/logview.h"
#include "widgets/network/acceptedcertificates.h"
#include "widgets/pages/pagetabs.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/settings.h"

#include <QInputDialog>

#include <algorithm>

using Key = Settings::Key;

PageSettings::PageSettings(Settings &settings, PageTabs &tabs) : QObject(&tabs), m_settings(settings), m_tabs(tabs)
{
    connect(&tabs, &PageTabs::adding, this, &PageSettings::applyTo);
    connect(&settings, &Settings::changedElsewhere, this, [this](const QString &name) {
        if (name == Settings::nameOf(Key::HalfClosedTimeout))
            applyHalfClosedTimeout();
        else if (name == Settings::nameOf(Key::History))
            applyHistory();
        else if (name == Settings::nameOf(Key::Certificates))
            applyCertificates();
    });
}

void PageSettings::applyTo(LogPage *page)
{
    applyTimeMode(page);
    auto *session = qobject_cast<SessionPage *>(page);
    if (!session)
        return;
    session->setHistory(m_settings.value(Key::History).toStringList());
    session->setHalfClosedTimeout(halfClosedSeconds());
    connect(session, &SessionPage::historyChanged, this,
            [this, session] { m_settings.setValue(Key::History, session->history()); });
    session->setCertificates(AcceptedCertificates::fromJson(m_settings.value(Key::Certificates).toByteArray()));
    connect(session, &SessionPage::certificateAccepted, this,
            [this](const QString &server, const QString &fingerprint) {
                auto all = AcceptedCertificates::fromJson(m_settings.value(Key::Certificates).toByteArray());
                all.insert(server, fingerprint);
                m_settings.setValue(Key::Certificates, AcceptedCertificates::toJson(all));
                applyCertificates();
            });
}

void PageSettings::setTimeMode(const QString &name)
{
    m_settings.setValue(Key::TimeMode, name);
    for (LogPage *page : m_tabs.pages())
        applyTimeMode(page);
}

void PageSettings::applyTimeMode(LogPage *page) const
{
    const QString name = m_settings.value(Key::TimeMode).toString();
    if (name == u"relative")
        page->logView().setTimeMode(LogTime::Relative);
    else
        page->logView().setTimeMode(name == u"delta" ? LogTime::Delta : LogTime::OfDay);
}

void PageSettings::applyHistory()
{
    for (SessionPage *page : m_tabs.sessionPages())
        page->setHistory(m_settings.value(Key::History).toStringList());
}

void PageSettings::askHalfClosedTimeout()
{
    auto *dialog = new QInputDialog(m_tabs.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Half-closed clients"));
    dialog->setLabelText(tr("A client that has sent a FIN can still receive.\n"
                            "Seconds for which a server without automatic replies keeps its connection open,\n"
                            "counted from the FIN or from the last bytes sent. 0: close at once.\n"
                            "Applies to all tabs, unless a URL says half-closed=SECONDS."));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(0, EndpointUrl::maxHalfClosedSeconds);
    dialog->setIntValue(halfClosedSeconds());
    connect(dialog, &QInputDialog::intValueSelected, this, [this](int seconds) {
        m_settings.setValue(Key::HalfClosedTimeout, seconds);
        applyHalfClosedTimeout();
    });
    dialog->open();
}

void PageSettings::editCertificates()
{
    const auto all = AcceptedCertificates::fromJson(m_settings.value(Key::Certificates).toByteArray());
    auto *dialog = new AcceptedCertificates(all, m_tabs.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_settings.setValue(Key::Certificates, AcceptedCertificates::toJson(dialog->accepted()));
        applyCertificates();
    });
    dialog->open();
}

void PageSettings::applyCertificates()
{
    const auto all = AcceptedCertificates::fromJson(m_settings.value(Key::Certificates).toByteArray());
    for (SessionPage *page : m_tabs.sessionPages())
        page->setCertificates(all);
}

void PageSettings::applyHalfClosedTimeout()
{
    for (SessionPage *page : m_tabs.sessionPages())
        page->setHalfClosedTimeout(halfClosedSeconds());
}

int PageSettings::halfClosedSeconds() const
{
    return std::clamp(m_settings.value(Key::HalfClosedTimeout).toInt(), 0, EndpointUrl::maxHalfClosedSeconds);
}
