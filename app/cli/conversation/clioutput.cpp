// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/conversation/clioutput.h"

#include "app/cli/cliconsole.h"

#include <paths.h>
#include <sys/stat.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace {

constexpr qsizetype maxQueued = 1 << 20;

bool isNullDevice(int fd)
{
    struct stat ours = {};
    struct stat null = {};
    return ::fstat(fd, &ours) == 0 && ::stat(_PATH_DEVNULL, &null) == 0 && S_ISCHR(ours.st_mode)
        && ours.st_rdev == null.st_rdev;
}

} // namespace

struct CliOutput::State
{
    int fd = -1;
    std::mutex mutex; // guards what follows
    std::condition_variable wakeUp;
    CliOutput *owner = nullptr;
    QByteArray queued;
    qsizetype unwritten = 0; // queued, or being written
    bool over = false;
};

CliOutput::CliOutput(int fd) : m_state(std::make_shared<State>()), m_discarded(isNullDevice(fd))
{
    m_state->fd = fd;
    m_state->owner = this;
    // Detached: a write() that never returns must not keep the program from ending.
    std::thread([state = m_state] { run(state); }).detach();
}

CliOutput::~CliOutput()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->owner = nullptr;
    m_state->over = true;
    m_state->wakeUp.notify_one();
}

void CliOutput::write(const QByteArray &bytes)
{
    const std::lock_guard lock(m_state->mutex);
    if (m_state->over || bytes.isEmpty())
        return;
    m_state->queued.append(bytes);
    m_state->unwritten += bytes.size();
    m_state->wakeUp.notify_one();
}

bool CliOutput::hasRoom() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->unwritten < maxQueued;
}

qsizetype CliOutput::unwritten() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->unwritten;
}

bool CliOutput::isIdle() const
{
    return unwritten() == 0;
}

void CliOutput::run(const std::shared_ptr<State> &state)
{
    std::unique_lock lock(state->mutex);
    while (!state->over) {
        if (state->queued.isEmpty()) {
            state->wakeUp.wait(lock);
            continue;
        }
        const QByteArray bytes = std::exchange(state->queued, {});
        lock.unlock();
        const int error = cliconsole::writeAll(state->fd, bytes);
        lock.lock();
        state->unwritten -= bytes.size();
        if (error != 0) {
            state->over = true;
            state->unwritten = 0;
            state->queued.clear();
        }
        if (CliOutput *owner = state->owner) {
            QMetaObject::invokeMethod(
                owner,
                [owner, error] {
                    if (error != 0)
                        Q_EMIT owner->failed(error);
                    else
                        Q_EMIT owner->progressed();
                },
                Qt::QueuedConnection);
        }
    }
}
