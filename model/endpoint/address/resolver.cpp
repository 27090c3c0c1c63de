// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/address/resolver.h"

#include "model/endpoint/system/systemnames.h"

#include <QNetworkInterface>
#include <QObject>
#include <QRegularExpression>

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>

namespace {

constexpr std::chrono::seconds cacheAge{60}; // as QHostInfo
constexpr size_t maxCached = 64;

QStringList interfaceNames()
{
    QStringList names;
    for (const QNetworkInterface &network : QNetworkInterface::allInterfaces())
        names.append(network.name());
    return names;
}

/// By its name or its number.
bool isInterface(const QString &scope)
{
    bool isNumber = false;
    const uint number = scope.toUInt(&isNumber);
    return isNumber ? !QNetworkInterface::interfaceNameFromIndex(int(number)).isEmpty()
                    : QNetworkInterface::interfaceIndexFromName(scope) > 0;
}

bool needsScope(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv6Protocol && address.isLinkLocal() && address.scopeId().isEmpty();
}

/// Suggests the address with each interface of this computer.
Event scopeMissing(const QString &address)
{
    QStringList suggestions;
    for (const QNetworkInterface &network : QNetworkInterface::allInterfaces()) {
        if (network.flags().testFlag(QNetworkInterface::IsUp)
            && !network.flags().testFlag(QNetworkInterface::IsLoopBack))
            suggestions.append(QStringLiteral("%1%%2").arg(address, network.name()));
    }
    if (suggestions.isEmpty())
        suggestions.append(address + QStringLiteral("%eth0"));
    return {EventCode::ScopeMissing, {address, suggestions.join(QStringLiteral(", "))}};
}

} // namespace

std::optional<Event> hostError(const QString &host)
{
    const QHostAddress literal(host);
    if (needsScope(literal))
        return scopeMissing(host.endsWith(u'%') ? host.chopped(1) : host);
    if (!literal.isNull() && !literal.scopeId().isEmpty()) {
        if (auto unknown = interfaceError(host, literal.scopeId()))
            return unknown;
    }
    const bool numeric =
        std::all_of(host.begin(), host.end(), [](QChar c) { return c == u'.' || (c >= u'0' && c <= u'9'); });
    // Systems read 192.168.1 as 192.168.0.1, and 010 as an octal number. Only 127.1 is a usual short form.
    static const QRegularExpression plain(
        QStringLiteral("^(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)([.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*))?$"));
    if (numeric && !host.isEmpty() && (literal.isNull() || !plain.match(host).hasMatch()))
        return Event{EventCode::NotAnAddress, {host}};
    return {};
}

std::optional<Event> interfaceError(const QString &address, const QString &interface)
{
    if (isInterface(interface))
        return {};
    return Event{EventCode::ScopeUnknown, {address, interface, interfaceNames().join(QStringLiteral(", "))}};
}

/// One call of resolve(). A child of its context, on that thread.
class Resolver::Lookup : public QObject
{
public:
    Lookup(std::shared_ptr<State> state, QString host, QObject *context, std::function<void(const Addresses &)> done)
        : QObject(context), m_state(std::move(state)), m_host(std::move(host)), m_done(std::move(done))
    {
    }
    ~Lookup() override;

    const QString &host() const { return m_host; }

    /// Any thread. The caller holds the mutex, without which this object is not deleted.
    void post(const Addresses &addresses)
    {
        QMetaObject::invokeMethod(
            this, [this, addresses] { deliver(addresses); }, Qt::QueuedConnection);
    }

private:
    void deliver(const Addresses &addresses)
    {
        const auto done = std::move(m_done); // may delete the context, and this object with it
        setParent(nullptr);
        deleteLater();
        done(addresses);
    }

    const std::shared_ptr<State> m_state;
    const QString m_host;
    std::function<void(const Addresses &)> m_done;
};

struct Resolver::State
{
    struct Cached
    {
        QList<QHostAddress> addresses;
        std::chrono::steady_clock::time_point since;
    };

    explicit State(Query lookUp) : query(std::move(lookUp)) { }

    std::optional<QList<QHostAddress>> cached(const QString &host)
    {
        const auto found = cache.find(host);
        if (found == cache.end())
            return {};
        if (std::chrono::steady_clock::now() - found->second.since < cacheAge)
            return found->second.addresses;
        cache.erase(found);
        return {};
    }

    void remember(const QString &host, const QList<QHostAddress> &addresses)
    {
        if (cache.size() >= maxCached)
            cache.clear();
        cache[host] = {addresses, std::chrono::steady_clock::now()};
    }

    const Query query;
    std::mutex mutex;                                 // guards all members below
    std::map<QString, std::vector<Lookup *>> waiting; // by name; in progress or queued
    std::deque<QString> queue;
    std::map<QString, Cached> cache;
    int threads = 0;
    bool isShutDown = false;
};

Resolver::Lookup::~Lookup()
{
    const std::lock_guard lock(m_state->mutex);
    if (const auto entry = m_state->waiting.find(m_host); entry != m_state->waiting.end())
        std::erase(entry->second, this);
}

Resolver::Resolver(Query query) : m_state(std::make_shared<State>(std::move(query))) { }

Resolver::~Resolver()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->isShutDown = true;
    m_state->queue.clear();
}

void Resolver::resolve(const QString &host, QObject *context, const std::function<void(const Addresses &)> &done)
{
    if (const auto error = hostError(host)) {
        done(tl::unexpected(*error));
        return;
    }
    if (const QHostAddress literal(host); host.isEmpty() || !literal.isNull()) {
        done(QList{literal});
        return;
    }
    std::unique_lock lock(m_state->mutex);
    const auto cached = m_state->cached(host);
    const QObjectList &others = context->children();
    const bool isFirst = std::none_of(others.begin(), others.end(), [&](QObject *child) {
        const auto *other = dynamic_cast<Lookup *>(child);
        return other && other->host() == host;
    });
    if (cached && isFirst) {
        lock.unlock();
        done(*cached);
        return;
    }
    auto *lookup = new Lookup(m_state, host, context, done);
    if (cached) {
        lookup->post(*cached); // after those that are already posted
        return;
    }
    const auto [entry, isNew] = m_state->waiting.try_emplace(host);
    entry->second.push_back(lookup);
    if (!isNew)
        return;
    m_state->queue.push_back(host);
    if (m_state->threads >= maxThreads)
        return;
    try {
        // Detached, so that the program can end before it.
        std::thread([state = m_state] { work(state); }).detach();
        ++m_state->threads;
    } catch (const std::system_error &error) {
        if (m_state->threads > 0)
            return; // another thread takes it
        m_state->queue.clear();
        m_state->waiting.erase(host);
        lookup->post(tl::unexpected(Event{EventCode::LookupFailed, {host, QString::fromLocal8Bit(error.what())}}));
    }
}

/// A thread: runs while names are queued.
void Resolver::work(const std::shared_ptr<State> &state)
{
    std::unique_lock lock(state->mutex);
    while (!state->queue.empty()) {
        const QString host = state->queue.front();
        state->queue.pop_front();
        if (state->waiting[host].empty()) { // the callers have gone
            state->waiting.erase(host);
            continue;
        }
        lock.unlock();
        const Addresses addresses = state->query(host);
        lock.lock();
        if (state->isShutDown)
            break;
        if (addresses)
            state->remember(host, *addresses);
        for (Lookup *lookup : state->waiting[host])
            lookup->post(addresses);
        state->waiting.erase(host);
    }
    --state->threads;
}

int Resolver::running() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->threads;
}

Resolver::Addresses Resolver::askSystem(const QString &host)
{
    auto names = systemnames::addressesOf(host, systemnames::Which::Usable);
    if (!names)
        return tl::unexpected(names.error());
    QList<QHostAddress> &addresses = names->addresses;
    const QString unusable = addresses.first().toString();
    addresses.removeIf(needsScope);
    if (addresses.isEmpty())
        return tl::unexpected(scopeMissing(unusable));
    return addresses;
}
