// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/unit/endpoint/ownnetwork.h"

#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sys/ioctl.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <random>
#include <thread>

/// Another cable between the two networks of OwnNetwork, which delays packets and loses some: a thread carries them
/// from one TUN device to the other. Unlike with tc, the kernel needs no netem.
class LossyLink
{
public:
    static constexpr const char *here = "10.82.1.1";
    static constexpr const char *there = "10.82.1.2";

    LossyLink(int delayMs, int lostPerThousand)
        : m_delay(std::chrono::milliseconds(delayMs)), m_lostPerThousand(quint32(lostPerThousand))
    {
        m_ends[0] = device();
        network->inOther([this] { m_ends[1] = device(); });
        if (!m_ends[0] || !m_ends[1])
            return;
        network->run("ip address add 10.82.1.1/24 dev lossy && ip link set lossy up");
        network->inOther([] { network->run("ip address add 10.82.1.2/24 dev lossy && ip link set lossy up"); });
        m_thread = std::thread([this] { carry(); });
    }
    ~LossyLink() { stop(); }
    Q_DISABLE_COPY_MOVE(LossyLink)

    bool exists() const { return m_thread.joinable(); }
    QString why() const { return m_why; }
    int lost() const { return m_lost; }
    void stop()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
        for (FileDescriptor &end : m_ends)
            end.close();
    }

private:
    using Clock = std::chrono::steady_clock;
    struct Packet
    {
        Clock::time_point due;
        int to = 0;
        QByteArray bytes;
    };

    FileDescriptor device()
    {
        FileDescriptor fd(::open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK));
        ifreq request{};
        request.ifr_flags = IFF_TUN | IFF_NO_PI;
        std::strncpy(request.ifr_name, "lossy", IFNAMSIZ - 1);
        if (fd && ::ioctl(fd.get(), TUNSETIFF, &request) == 0)
            return fd;
        m_why = QString::fromLocal8Bit(std::strerror(errno));
        return {};
    }

    void carry()
    {
        std::mt19937 random(1);
        std::deque<Packet> packets; // all have the same delay
        while (!m_stop) {
            pollfd ends[2] = {{m_ends[0].get(), POLLIN, 0}, {m_ends[1].get(), POLLIN, 0}};
            ::poll(ends, 2, 1);
            for (const int from : {0, 1}) {
                char buffer[65536];
                ssize_t got = 0;
                while ((got = ::read(m_ends[from].get(), buffer, sizeof buffer)) > 0) {
                    if (random() % 1000 < m_lostPerThousand)
                        ++m_lost;
                    else
                        packets.push_back({Clock::now() + m_delay, 1 - from, QByteArray(buffer, got)});
                }
            }
            for (; !packets.empty() && packets.front().due <= Clock::now(); packets.pop_front()) {
                const Packet &packet = packets.front();
                if (::write(m_ends[packet.to].get(), packet.bytes.constData(), size_t(packet.bytes.size())) < 0)
                    ++m_lost;
            }
        }
    }

    const Clock::duration m_delay;
    const quint32 m_lostPerThousand;
    FileDescriptor m_ends[2];
    QString m_why;
    std::atomic<int> m_lost = 0;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};
