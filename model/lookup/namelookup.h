// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/system/systemnames.h"
#include "model/lookup/fact.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

/// Looks up all addresses of a name and the names of these addresses, one after the other, on a thread of its own that
/// cannot be stopped: what a cancelled look-up finds is dropped, and the program may end before it.
class NameLookup : public QObject
{
    Q_OBJECT
public:
    /// What is asked; may block. Called on other threads, even at the program's end: no globals.
    struct Queries
    {
        std::function<tl::expected<systemnames::Names, Event>(const QString &)> names = [](const QString &host) {
            return systemnames::addressesOf(host, systemnames::Which::All);
        };
        std::function<tl::expected<QString, Event>(const QHostAddress &)> nameOf = &systemnames::nameOf;
        std::chrono::milliseconds timeLimit{15'000}; ///< for each of the two answers
    };

    explicit NameLookup(QObject *parent = nullptr) : NameLookup(Queries(), parent) { }
    NameLookup(Queries queries, QObject *parent = nullptr);
    ~NameLookup() override { cancel(); }

    /// Starts to look up a host name; cancels the look-up before.
    void start(const QString &name);
    /// The same for the name of an address.
    void start(const QHostAddress &address);
    /// No signal follows.
    void cancel();
    bool isRunning() const { return m_run != nullptr; }
    /// Whether what was asked for first was found: the addresses of a name, or the name of an address.
    bool hasAnswer() const { return m_hasAnswer; }

    /// Look-ups whose answer does not come, in the whole program; more are refused meanwhile.
    static constexpr int maxThreads = 8;

signals:
    /// More is known.
    void found(const Facts &facts);
    /// What was asked for first is not known. Then the look-up has ended.
    void failed(const QString &message);
    /// The look-up has ended with what was found.
    void finished();

private:
    struct Run;
    using Work = void (*)(const std::shared_ptr<Run> &);
    void begin(const std::shared_ptr<Run> &run, Work work);
    static void lookUpName(const std::shared_ptr<Run> &run);
    static void lookUpAddress(const std::shared_ptr<Run> &run);
    void onNames(const QString &asked, const tl::expected<systemnames::Names, Event> &names);
    void onNameOf(const QHostAddress &address, const tl::expected<QString, Event> &name);
    void report(Facts facts);
    void onTimeout();
    void end();

    const Queries m_queries;
    std::shared_ptr<Run> m_run; // null: none
    bool m_hasFound = false;    // something was reported
    bool m_hasAnswer = false;
    QTimer m_timeLimit;
};
