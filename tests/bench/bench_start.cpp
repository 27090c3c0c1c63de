// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_start PROGRAM [ARGUMENT…]: starts a program with a window, and measures from before fork() until the window is
// mapped and until a column of its pixels has more than one colour, that is, until it was painted. Looks every
// 0.2 ms and says how long the slowest look took. Terminates the program then.
#include "tests/bench/benchutil.h"
#include "tests/bench/benchx.h"

#include <sys/wait.h>

#include <csignal>

namespace {

constexpr double limit = 20; // seconds

bool isPainted(Display *display, Window window)
{
    XWindowAttributes attributes{};
    if (!XGetWindowAttributes(display, window, &attributes) || attributes.height < 8)
        return false;
    const int column = std::min(60, attributes.width / 2); // crosses the panels at the left
    XImage *const image = XGetImage(display, window, column, 0, 1, unsigned(attributes.height), AllPlanes, ZPixmap);
    if (!image)
        return false;
    const unsigned long first = XGetPixel(image, 0, 0);
    bool painted = false;
    for (int y = 1; y < image->height && !painted; ++y)
        painted = XGetPixel(image, 0, y) != first;
    XDestroyImage(image);
    return painted;
}

} // namespace

int main(int argc, char **argv)
{
    Display *const display = XOpenDisplay(nullptr);
    if (argc < 2 || !display) {
        std::fprintf(stderr, "usage: DISPLAY=… bench_start PROGRAM [ARGUMENT…]\n");
        return 2;
    }
    XSetErrorHandler(benchx::ignoreError);
    const double start = bench::now();
    const pid_t child = ::fork();
    if (child == 0) {
        ::execv(argv[1], argv + 1);
        ::_exit(127);
    }
    Window window = 0;
    double mapped = 0;
    double painted = 0;
    double slowest = 0;
    while (painted == 0 && bench::now() < start + limit) {
        const double before = bench::now();
        if (!window) {
            window = benchx::windowOf(display, child);
            mapped = bench::now();
        } else if (isPainted(display, window)) {
            painted = bench::now();
        }
        slowest = std::max(slowest, bench::now() - before);
        ::usleep(200);
    }
    ::kill(child, SIGTERM);
    ::waitpid(child, nullptr, 0);
    if (painted == 0) {
        std::fprintf(stderr, "no painted window in %.0f s\n", limit);
        return 1;
    }
    std::printf("{\"mapped_ms\": %.1f, \"painted_ms\": %.1f, \"resolution_ms\": %.1f}\n", (mapped - start) * 1000,
                (painted - start) * 1000, slowest * 1000 + 0.2);
    return 0;
}
