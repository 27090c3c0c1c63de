// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/notifiertap.h"

#include <QCoreApplication>
#include <QEvent>
#include <QScopedValueRollback>

NotifierTap::NotifierTap(QObject &socket, Filter beforeReading, Filter beforeWriting)
    : m_socket(socket), m_beforeReading(std::move(beforeReading)), m_beforeWriting(std::move(beforeWriting))
{
    find();
}

void NotifierTap::find()
{
    if (m_reading && m_writing)
        return;
    for (QSocketNotifier *notifier : m_socket.findChildren<QSocketNotifier *>()) {
        const bool reads = notifier->type() == QSocketNotifier::Read;
        QPointer<QSocketNotifier> &known = reads ? m_reading : m_writing;
        if (known || notifier->type() == QSocketNotifier::Exception)
            continue;
        known = notifier;
        notifier->installEventFilter(this);
    }
}

void NotifierTap::retire(std::unique_ptr<NotifierTap> tap)
{
    if (!tap)
        return;
    for (QPointer<QSocketNotifier> *known : {&tap->m_reading, &tap->m_writing}) {
        if (*known)
            (*known)->removeEventFilter(tap.get());
        known->clear();
    }
    tap.release()->deleteLater();
}

void NotifierTap::setReading(bool on)
{
    if (m_reading)
        m_reading->setEnabled(on);
}

void NotifierTap::setWriting(bool on)
{
    if (m_writing)
        m_writing->setEnabled(on);
}

void NotifierTap::notifyQt(QSocketNotifier *notifier, bool &isNotifying)
{
    if (!notifier)
        return;
    const QScopedValueRollback guard(isNotifying, true);
    QEvent ready(QEvent::SockAct);
    QCoreApplication::sendEvent(notifier, &ready);
}

qintptr NotifierTap::descriptor() const
{
    const QSocketNotifier *any = m_reading ? m_reading : m_writing;
    return any ? any->socket() : -1;
}

bool NotifierTap::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::SockAct && event->type() != QEvent::SockClose)
        return false;
    const bool reads = watched == m_reading;
    if (reads ? m_isReading : m_isWriting)
        return false;
    const Filter &filter = reads ? m_beforeReading : m_beforeWriting;
    return filter && !filter();
}
