// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/files/filedescriptor.h"
#include "tests/testprogram.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

/// Networks of the test's own (namespaces of Linux): this process is in `here`, with a cable to `there`, where sockets
/// can be made too. Nothing of the computer's own network is seen or changed.
class OwnNetwork
{
public:
    static constexpr const char *here = "10.77.1.1";
    static constexpr const char *there = "10.77.1.2";
    static constexpr const char *silent = "10.77.1.3"; ///< drops what is sent to it
    static constexpr const char *beyond = "10.81.0.1"; ///< `there` too, with the other end of the cable as the router

    /// Must come first in main(): a process with threads cannot enter a user namespace.
    OwnNetwork()
    {
        const uid_t user = ::getuid();
        const gid_t group = ::getgid();
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) {
            why = QString::fromLocal8Bit(std::strerror(errno));
            return;
        }
        write("/proc/self/setgroups", "deny");
        write("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1");
        write("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1");
        m_here = FileDescriptor(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
        if (::unshare(CLONE_NEWNET) == 0)
            m_there = FileDescriptor(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
        if (!m_here || !m_there || ::setns(m_here.get(), CLONE_NEWNET) != 0) {
            why = QString::fromLocal8Bit(std::strerror(errno));
            return;
        }
        run("ip link set lo up");
        run("ip link add name near type veth peer name far address 02:00:00:00:00:02");
        run("ip link set far netns /proc/" + QByteArray::number(::getpid()) + "/fd/"
            + QByteArray::number(m_there.get()));
        run("ip address add 10.77.1.1/24 dev near");
        run("ip link set near up");
        // A static neighbour entry, so that the other end can fall silent.
        run("ip neighbour add 10.77.1.2 lladdr 02:00:00:00:00:02 nud permanent dev near");
        run("ip neighbour add 10.77.1.3 lladdr 02:00:00:00:00:03 nud permanent dev near");
        run("ip route add 10.81.0.1/32 via 10.77.1.2");
        run("ip route add unreachable 10.78.0.0/16");
        run("ip route add prohibit 10.79.0.0/16");
        run("ip route add blackhole 10.80.0.0/16");
        inOther([this] {
            run("ip link set lo up");
            run("ip link set far up");
            run("ip address add 10.77.1.2/24 dev far");
            run("ip address add 10.81.0.1/32 dev lo");
            run("ip route add unreachable 10.81.0.0/16");
        });
        // A connection is given up after three attempts instead of fifteen.
        if (!write("/proc/sys/net/ipv4/tcp_retries2", "3"))
            why = QStringLiteral("net.ipv4.tcp_retries2 cannot be set");
    }

    bool exists() const { return why.isEmpty(); }

    /// Calls `work` in the other network; sockets that it makes stay there.
    template<typename Work>
    void inOther(Work work) const
    {
        ::setns(m_there.get(), CLONE_NEWNET);
        work();
        ::setns(m_here.get(), CLONE_NEWNET);
    }

    /// While silent, what is sent to `there` is dropped.
    void setSilent(bool on)
    {
        inOther([&] { run(on ? "ip address del 10.77.1.2/24 dev far" : "ip address add 10.77.1.2/24 dev far"); });
    }
    /// While it is unreachable, the router says so (ICMP) for each packet to `beyond`.
    void setUnreachable(bool on)
    {
        inOther([&] {
            write("/proc/sys/net/ipv4/ip_forward", on ? "1" : "0");
            run(on ? "ip address del 10.81.0.1/32 dev lo" : "ip address add 10.81.0.1/32 dev lo");
        });
    }

    /// Another cable, `near` and `far` being the names of its ends, with addresses (`10.78.1.1/24`).
    void addCable(const QByteArray &near, const QByteArray &nearAddress, const QByteArray &far,
                  const QByteArray &farAddress)
    {
        run("ip link add name " + near + " type veth peer name " + far);
        run("ip link set " + far + " netns /proc/" + QByteArray::number(::getpid()) + "/fd/"
            + QByteArray::number(m_there.get()));
        run("ip address add " + nearAddress + " dev " + near);
        run("ip link set " + near + " up");
        inOther([&] {
            run("ip address add " + farAddress + " dev " + far);
            run("ip link set " + far + " up");
        });
    }

    /// In the network of the calling thread.
    bool run(const QByteArray &command)
    {
        const bool done = std::system(command.constData()) == 0; // NOLINT(concurrency-mt-unsafe): no other thread asks
        if (!done)
            why = QString::fromUtf8(command);
        return done;
    }

    QString why; ///< there are no such networks; or which command failed

private:
    static bool write(const char *file, const QByteArray &text)
    {
        const FileDescriptor fd(::open(file, O_WRONLY | O_CLOEXEC));
        return ::write(fd.get(), text.constData(), size_t(text.size())) == text.size();
    }

    FileDescriptor m_here;
    FileDescriptor m_there;
};

inline OwnNetwork *network = nullptr; ///< of the test that runs, if it has OWN_NETWORK_MAIN

/// Skips a test where the system allows no such networks.
#define OWN_NETWORK()                                                                                                  \
    if (!network->exists())                                                                                            \
    QSKIP(qPrintable(u"The system allows no network of one's own: "_qs + network->why))

/// QTEST_GUILESS_MAIN in networks of the test's own
#define OWN_NETWORK_MAIN(Class)                                                                                        \
    TEST_CLASS_MAIN(Class, OwnNetwork own; network = &own; const QCoreApplication application(argc, argv);)
