// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_stall PID: how long the window of a process lets one wait. Sends it a _NET_WM_PING every 10 ms, as a window
// manager does to find programs that hang, and measures until the answer comes back to the root window. Prints the
// result when it is terminated. Includes the X server's time and that of getting a processor, both ways; asks for
// real-time priority for itself, so that its own waiting counts for little.
#include "tests/bench/benchutil.h"
#include "tests/bench/benchx.h"

#include <poll.h>
#include <sched.h>

#include <csignal>

namespace {

constexpr double interval = 0.010;
constexpr double patience = 30; // seconds for the last answers

volatile std::sig_atomic_t stop = 0;

void onSignal(int)
{
    stop = 1;
}

class Prober
{
public:
    Prober(Display *display, Window window)
        : m_display(display), m_window(window), m_ping(XInternAtom(display, "_NET_WM_PING", False))
    {
        // Qt's answer is sent to those who manage the root window or watch its structure.
        XSelectInput(display, DefaultRootWindow(display), StructureNotifyMask | SubstructureNotifyMask);
        XFlush(display);
    }

    void send()
    {
        XEvent event{};
        event.xclient.type = ClientMessage;
        event.xclient.window = m_window;
        event.xclient.message_type =
            XInternAtom(m_display, "WM_PROTOCOLS", False); // Xlib knows it after the first time
        event.xclient.format = 32;
        event.xclient.data.l[0] = long(m_ping);
        event.xclient.data.l[1] = long(m_sentAt.size()) + 1; // instead of a time stamp
        event.xclient.data.l[2] = long(m_window);
        m_sentAt.push_back(bench::now());
        XSendEvent(m_display, m_window, False, NoEventMask, &event);
        XFlush(m_display);
    }

    void receive(double until)
    {
        while (XPending(m_display) == 0) {
            const double left = until - bench::now();
            pollfd waiting{ConnectionNumber(m_display), POLLIN, 0};
            if (left <= 0 || ::poll(&waiting, 1, int(left * 1000) + 1) < 0)
                return;
        }
        const double time = bench::now();
        while (XPending(m_display) > 0) {
            XEvent event;
            XNextEvent(m_display, &event);
            if (event.type != ClientMessage || Atom(event.xclient.data.l[0]) != m_ping)
                continue;
            const auto index = size_t(event.xclient.data.l[1]) - 1;
            if (index < m_sentAt.size())
                take(index, time);
        }
    }

    /// This program, too, is kept waiting at times: by other real-time work, or by what runs beside a virtual machine.
    void noteLateness(double seconds) { m_latest = std::max(m_latest, seconds * 1000); }

    size_t outstanding() const { return m_sentAt.size() - m_times.size(); }

    void report()
    {
        const size_t lost = outstanding();
        for (size_t i = m_sentAt.size() - lost; i < m_sentAt.size(); ++i) // never answered: they come in order
            take(i, bench::now());
        std::printf("{\"pings\": %zu, \"unanswered\": %zu, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"max_ms\": %.2f, "
                    "\"longest_at_s\": %.2f, \"probe_late_ms\": %.2f}\n",
                    m_sentAt.size(), lost, bench::quantile(m_times, 0.5), bench::quantile(m_times, 0.99),
                    bench::quantile(m_times, 1), m_longestAt - m_sentAt.front(), m_latest);
    }

private:
    void take(size_t index, double time)
    {
        const double waited = (time - m_sentAt[index]) * 1000;
        if (m_times.empty() || waited > m_longest) {
            m_longest = waited;
            m_longestAt = m_sentAt[index];
        }
        m_times.push_back(waited);
    }

    Display *m_display;
    Window m_window;
    Atom m_ping;
    std::vector<double> m_sentAt;
    std::vector<double> m_times;
    double m_latest = 0;
    double m_longest = 0;
    double m_longestAt = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const long process = bench::number(argc, argv, 1);
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
    Display *const display = XOpenDisplay(nullptr);
    if (!display)
        bench::die("XOpenDisplay");
    XSetErrorHandler(benchx::ignoreError);
    Window window = 0;
    for (const double end = bench::now() + 10; !window && bench::now() < end; ::usleep(20000))
        window = benchx::windowOf(display, process);
    if (!window) {
        std::fprintf(stderr, "process %ld has no visible window\n", process);
        return 1;
    }
    sched_param priority{};
    priority.sched_priority = 1;
    ::sched_setscheduler(0, SCHED_FIFO, &priority); // as far as it is allowed
    Prober prober(display, window);
    std::fprintf(stderr, "probing\n");
    for (double next = bench::now(); !stop; next = std::max(next + interval, bench::now() - interval)) {
        prober.noteLateness(bench::now() - next);
        prober.send();
        while (!stop && bench::now() < next + interval)
            prober.receive(next + interval);
    }
    for (const double end = bench::now() + patience; prober.outstanding() > 0 && bench::now() < end;)
        prober.receive(bench::now() + 0.1);
    prober.report();
    return 0;
}
