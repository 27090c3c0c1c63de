// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/resolver.h"

#include <QNetworkInterface>
#include <QObject>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <netdb.h>
#include <sys/socket.h>
#endif

#include <cerrno>

namespace {

constexpr std::chrono::seconds answerAge{60}; // as QHostInfo does
constexpr size_t mostAnswers = 64;

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

/// Such an address with each interface that may be meant.
Event scopeMissing(const QString &address)
{
    QStringList meant;
    for (const QNetworkInterface &network : QNetworkInterface::allInterfaces()) {
        if (network.flags().testFlag(QNetworkInterface::IsUp)
            && !network.flags().testFlag(QNetworkInterface::IsLoopBack))
            meant.append(QStringLiteral("%1%%2").arg(address, network.name()));
    }
    if (meant.isEmpty())
        meant.append(address + QStringLiteral("%eth0"));
    return {EventCode::ScopeMissing, {address, meant.join(QStringLiteral(", "))}};
}

/// As DNS writes it.
QByteArray wireName(const QString &host)
{
    const bool ascii = std::all_of(host.begin(), host.end(), [](QChar c) { return c.unicode() < 128; });
    return ascii ? host.toLatin1() : QUrl::toAce(host); // which refuses names that some networks have
}

} // namespace

std::optional<Event> hostTrouble(const QString &host)
{
    const QHostAddress literal(host);
    if (needsScope(literal))
        return scopeMissing(host);
    if (!literal.isNull() && !literal.scopeId().isEmpty() && !isInterface(literal.scopeId()))
        return Event{EventCode::ScopeUnknown, {host, literal.scopeId(), interfaceNames().join(QStringLiteral(", "))}};
    const bool numeric =
        std::all_of(host.begin(), host.end(), [](QChar c) { return c == u'.' || (c >= u'0' && c <= u'9'); });
    if (literal.isNull() && numeric && !host.isEmpty())
        return Event{EventCode::NotAnAddress, {host}};
    return {};
}

/// One who asked. Lives on his thread, as a child of his context, and so ends with it.
class Resolver::Lookup : public QObject
{
public:
    Lookup(std::shared_ptr<State> state, QString host, QObject *context, std::function<void(const Answer &)> done)
        : QObject(context), m_state(std::move(state)), m_host(std::move(host)), m_done(std::move(done))
    {
    }
    ~Lookup() override;

    const QString &host() const { return m_host; }

    /// Any thread; who calls it holds the mutex, without which this object does not end.
    void post(const Answer &answer)
    {
        QMetaObject::invokeMethod(
            this, [this, answer] { deliver(answer); }, Qt::QueuedConnection);
    }

private:
    void deliver(const Answer &answer)
    {
        const auto done = std::move(m_done); // it may delete the context, and this with it
        setParent(nullptr);
        deleteLater();
        done(answer);
    }

    const std::shared_ptr<State> m_state;
    const QString m_host;
    std::function<void(const Answer &)> m_done;
};

struct Resolver::State
{
    struct Known
    {
        QList<QHostAddress> addresses;
        std::chrono::steady_clock::time_point since;
    };

    explicit State(Query query) : ask(std::move(query)) { }

    std::optional<QList<QHostAddress>> known(const QString &host)
    {
        const auto found = answers.find(host);
        if (found == answers.end())
            return {};
        if (std::chrono::steady_clock::now() - found->second.since < answerAge)
            return found->second.addresses;
        answers.erase(found);
        return {};
    }

    void remember(const QString &host, const QList<QHostAddress> &addresses)
    {
        if (answers.size() >= mostAnswers)
            answers.clear();
        answers[host] = {addresses, std::chrono::steady_clock::now()};
    }

    const Query ask;
    std::mutex mutex;                                 // for all below
    std::map<QString, std::vector<Lookup *>> waiting; // for the names that are asked for, or stand in the line
    std::deque<QString> line;
    std::map<QString, Known> answers;
    int threads = 0;
    bool over = false; // the resolver is gone
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
    m_state->over = true;
    m_state->line.clear();
}

void Resolver::resolve(const QString &host, QObject *context, const std::function<void(const Answer &)> &done)
{
    if (const auto trouble = hostTrouble(host)) {
        done(tl::unexpected(*trouble));
        return;
    }
    if (const QHostAddress literal(host); host.isEmpty() || !literal.isNull()) {
        done(QList{literal});
        return;
    }
    std::unique_lock lock(m_state->mutex);
    const auto known = m_state->known(host);
    const QObjectList &others = context->children();
    const bool isFirst = std::none_of(others.begin(), others.end(), [&](QObject *child) {
        const auto *other = dynamic_cast<Lookup *>(child);
        return other && other->host() == host;
    });
    if (known && isFirst) {
        lock.unlock();
        done(*known);
        return;
    }
    auto *lookup = new Lookup(m_state, host, context, done);
    if (known) {
        lookup->post(*known); // behind the answers that are on their way
        return;
    }
    const auto [entry, isNew] = m_state->waiting.try_emplace(host);
    entry->second.push_back(lookup);
    if (!isNew)
        return;
    m_state->line.push_back(host);
    if (m_state->threads >= mostThreads)
        return;
    try {
        // Detached: the end of the program does not wait for it.
        std::thread([state = m_state] { work(state); }).detach();
        ++m_state->threads;
    } catch (const std::system_error &error) {
        if (m_state->threads > 0)
            return; // one that runs takes it
        m_state->line.clear();
        m_state->waiting.erase(host);
        lookup->post(tl::unexpected(Event{EventCode::LookupFailed, {host, QString::fromLocal8Bit(error.what())}}));
    }
}

/// A thread: goes on as long as names stand in the line.
void Resolver::work(const std::shared_ptr<State> &state)
{
    std::unique_lock lock(state->mutex);
    while (!state->line.empty()) {
        const QString host = state->line.front();
        state->line.pop_front();
        if (state->waiting[host].empty()) { // whoever asked has gone
            state->waiting.erase(host);
            continue;
        }
        lock.unlock();
        const Answer answer = state->ask(host);
        lock.lock();
        if (state->over)
            break;
        if (answer)
            state->remember(host, *answer);
        for (Lookup *lookup : state->waiting[host])
            lookup->post(answer);
        state->waiting.erase(host);
    }
    --state->threads;
}

int Resolver::running() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->threads;
}

Resolver::Answer Resolver::askSystem(const QString &host)
{
    const Event notFound{EventCode::HostNotFound, {host}};
    const QByteArray name = wireName(host);
    if (name.isEmpty())
        return tl::unexpected(notFound);
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM; // each address once
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo *found = nullptr;
    int error = ::getaddrinfo(name.constData(), nullptr, &hints, &found);
    if (error == EAI_BADFLAGS) {
        hints.ai_flags = 0;
        error = ::getaddrinfo(name.constData(), nullptr, &hints, &found);
    }
    const int systemError = errno;
    if (error == EAI_AGAIN || error == EAI_FAIL || error == EAI_MEMORY)
        return tl::unexpected(Event{EventCode::LookupFailed, {host, QString::fromLocal8Bit(::gai_strerror(error))}});
#ifdef EAI_SYSTEM
    if (error == EAI_SYSTEM)
        return tl::unexpected(Event{EventCode::LookupFailed, {host, qt_error_string(systemError)}});
#endif
    if (error != 0)
        return tl::unexpected(notFound);
    QList<QHostAddress> addresses;
    for (const addrinfo *at = found; at; at = at->ai_next) {
        if (at->ai_family != AF_INET && at->ai_family != AF_INET6)
            continue;
        QHostAddress address(at->ai_addr);
        if (const QString scope = address.scopeId(); !scope.isEmpty()) {
            const QString network = QNetworkInterface::interfaceNameFromIndex(scope.toInt());
            address.setScopeId(network.isEmpty() ? scope : network);
        }
        if (!addresses.contains(address))
            addresses.append(address);
    }
    ::freeaddrinfo(found);
    const QString unusable = addresses.isEmpty() ? QString() : addresses.first().toString();
    addresses.removeIf(needsScope);
    if (!addresses.isEmpty())
        return addresses;
    return tl::unexpected(unusable.isEmpty() ? notFound : scopeMissing(unusable));
}
