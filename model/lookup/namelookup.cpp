// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/lookup/namelookup.h"

#include "model/bytes/printable.h"
#include "model/lookup/addressrange.h"

#include <atomic>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace {

Facts factsOf(const QString &asked, const systemnames::Names &names)
{
    Facts facts{{NameLookup::tr("Name"), asked, {}}};
    if (!names.canonical.isEmpty() && names.canonical.compare(asked, Qt::CaseInsensitive) != 0)
        facts.append({NameLookup::tr("Canonical name"), names.canonical, NameLookup::tr("The name is an alias of it")});
    for (const QHostAddress &address : names.addresses) {
        const bool ipv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
        facts.append({ipv6 ? NameLookup::tr("IPv6 address") : NameLookup::tr("IPv4 address"), address.toString(),
                      AddressRange::of(address).kind});
    }
    return facts;
}

} // namespace

/// A look-up, shared with its thread.
struct NameLookup::Run : std::enable_shared_from_this<Run>
{
    Run(const Queries &asked, NameLookup *whose) : queries(asked), owner(whose) { }

    const Queries queries;
    QString name;         // what is looked up
    QHostAddress address; // instead of a name
    std::mutex mutex;
    NameLookup *owner; // guarded by the mutex; null: cancelled

    bool isCancelled()
    {
        const std::lock_guard lock(mutex);
        return owner == nullptr;
    }
    /// Has the owner do something on its thread, unless it cancels before.
    void post(const std::function<void(NameLookup &)> &what)
    {
        const std::lock_guard lock(mutex);
        if (!owner)
            return;
        QMetaObject::invokeMethod(
            owner,
            [self = shared_from_this(), what, of = owner] {
                if (of->m_run == self)
                    what(*of);
            },
            Qt::QueuedConnection);
    }
};

NameLookup::NameLookup(Queries queries, QObject *parent)
    : QObject(parent), m_queries(std::move(queries)), m_timeLimit(this)
{
    m_timeLimit.setSingleShot(true);
    m_timeLimit.setInterval(m_queries.timeLimit);
    connect(&m_timeLimit, &QTimer::timeout, this, &NameLookup::onTimeout);
}

void NameLookup::start(const QString &name)
{
    auto run = std::make_shared<Run>(m_queries, this);
    run->name = name;
    begin(run, &NameLookup::lookUpName);
}

void NameLookup::start(const QHostAddress &address)
{
    auto run = std::make_shared<Run>(m_queries, this);
    run->address = address;
    begin(run, &NameLookup::lookUpAddress);
}

void NameLookup::begin(const std::shared_ptr<Run> &run, Work work)
{
    static std::atomic<int> threads = 0;
    cancel();
    if (threads >= maxThreads) {
        Q_EMIT failed(
            tr("%n earlier look-up(s) still wait for the name server. Try again in half a minute.", nullptr, threads));
        return;
    }
    try {
        ++threads;
        // Detached, so that the program can end before it.
        std::thread([run, work] {
            work(run);
            --threads;
        }).detach();
    } catch (const std::system_error &error) {
        --threads;
        Q_EMIT failed(QString::fromLocal8Bit(error.what()));
        return;
    }
    m_run = run;
    m_hasFound = false;
    m_hasAnswer = false;
    m_timeLimit.start();
}

/// On the thread of the look-up.
void NameLookup::lookUpName(const std::shared_ptr<Run> &run)
{
    const auto names = run->queries.names(run->name);
    run->post([asked = run->name, names](NameLookup &owner) { owner.onNames(asked, names); });
    for (const QHostAddress &address : names ? names->addresses : QList<QHostAddress>()) {
        if (run->isCancelled())
            return;
        const auto name = run->queries.nameOf(address);
        run->post([address, name](NameLookup &owner) { owner.onNameOf(address, name); });
    }
    run->post([](NameLookup &owner) { owner.end(); });
}

/// On the thread of the look-up.
void NameLookup::lookUpAddress(const std::shared_ptr<Run> &run)
{
    const auto name = run->queries.nameOf(run->address);
    run->post([address = run->address, name](NameLookup &owner) {
        owner.onNameOf(address, name);
        owner.end();
    });
}

void NameLookup::onNames(const QString &asked, const tl::expected<systemnames::Names, Event> &names)
{
    if (names) {
        m_hasAnswer = true;
        report(factsOf(asked, *names));
        return;
    }
    cancel();
    Q_EMIT failed(eventText(names.error()));
}

void NameLookup::onNameOf(const QHostAddress &address, const tl::expected<QString, Event> &name)
{
    const QString what = tr("Name of the address");
    m_hasAnswer = m_hasAnswer || (name && !name->isEmpty());
    if (!name)
        report({{what, QStringLiteral("?"), eventText(name.error())}});
    else if (name->isEmpty())
        report({{what, QStringLiteral("–"), tr("No name is registered for %1").arg(address.toString())}});
    else
        report({{what, *name, address.toString()}});
}

/// A name server may answer anything: control characters become pictures.
void NameLookup::report(Facts facts)
{
    for (Fact &fact : facts) {
        for (QString *text : {&fact.value, &fact.note})
            *text = makePrintable({*text, {}}).text;
    }
    m_hasFound = true;
    m_timeLimit.start();
    Q_EMIT found(facts);
}

void NameLookup::onTimeout()
{
    const QString seconds = QString::number(double(m_queries.timeLimit.count()) / 1000);
    const QString what = m_run->name.isEmpty() ? m_run->address.toString() : m_run->name;
    const bool isPartial = m_hasFound;
    cancel();
    if (isPartial) {
        Q_EMIT found({{tr("Name of the address"), QStringLiteral("?"), tr("No answer within %1 s").arg(seconds)}});
        Q_EMIT finished();
    } else {
        Q_EMIT failed(tr("No answer within %1 s for “%2”. Check the network and the name server, or try again.")
                          .arg(seconds, what));
    }
}

void NameLookup::end()
{
    cancel();
    Q_EMIT finished();
}

void NameLookup::cancel()
{
    m_timeLimit.stop();
    if (!m_run)
        return;
    const auto run = std::exchange(m_run, nullptr); // outlives the lock
    const std::lock_guard lock(run->mutex);
    run->owner = nullptr;
}
