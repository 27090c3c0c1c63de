// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/conversation/cliinput.h"

#include "model/bytes/codecs/utf8codec.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace {

constexpr qsizetype readSize = 256 << 10;
constexpr int pipeSize = 1 << 20; // the largest that Linux allows by default
constexpr int linesPerTurn = 256;

/// Where to cut `bytes`, which are longer than `maxSize`.
qsizetype cutBefore(const QByteArray &bytes, qsizetype maxSize)
{
    for (qsizetype at = maxSize; at > std::max<qsizetype>(0, maxSize - 4); --at) {
        if (!isUtf8Continuation(bytes[at]))
            return at;
    }
    return maxSize;
}

} // namespace

CliInput::CliInput(Cut cut, qsizetype maxSize)
    : m_cut(cut), m_maxSize(maxSize), m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    m_notifier.setEnabled(false);
#ifdef F_SETPIPE_SZ
    if (cut == Cut::Pieces) // fewer and larger pieces, if the system allows it
        ::fcntl(STDIN_FILENO, F_SETPIPE_SZ, pipeSize);
#endif
    connect(&m_notifier, &QSocketNotifier::activated, this, &CliInput::read);
}

void CliInput::setWanted(bool on)
{
    m_wanted = on;
    m_notifier.setEnabled(on && !m_atEnd && !m_hasLines);
    if (on && m_hasLines)
        takeLinesLater();
}

void CliInput::read()
{
    QByteArray piece(m_cut == Cut::Pieces ? std::min(m_maxSize, readSize) : readSize, Qt::Uninitialized);
    const ssize_t got = ::read(STDIN_FILENO, piece.data(), size_t(piece.size()));
    const int error = got < 0 ? errno : 0;
    if (error == EAGAIN || error == EINTR)
        return;
    piece.truncate(std::max<qsizetype>(got, 0));
    m_error = error;
    m_atEnd = got <= 0;
    if (m_atEnd)
        m_notifier.setEnabled(false);
    if (m_cut == Cut::Lines) {
        m_buffer.append(piece);
        takeLines();
        return;
    }
    if (!piece.isEmpty())
        Q_EMIT received(piece, false);
    endIfDone();
}

bool CliInput::hasUnread() const
{
    int bytes = 0;
    if (m_ended)
        return false;
    return !m_buffer.isEmpty() || (::ioctl(STDIN_FILENO, FIONREAD, &bytes) == 0 && bytes > 0);
}

void CliInput::takeLines()
{
    qsizetype at = 0;
    m_hasLines = true;
    for (int i = 0; i < linesPerTurn && m_wanted && m_hasLines; ++i) {
        const qsizetype end = m_buffer.indexOf('\n', at) + 1;
        qsizetype size = (end > 0 ? end : m_buffer.size()) - at;
        const bool tooLong = size > m_maxSize;
        if (tooLong)
            size = cutBefore(m_buffer.sliced(at, m_maxSize + 1), m_maxSize);
        m_hasLines = size > 0 && (end > 0 || tooLong || m_atEnd);
        if (!m_hasLines)
            break;
        at += size;
        Q_EMIT received(m_buffer.sliced(at - size, size), tooLong);
    }
    m_buffer.remove(0, at);
    setWanted(m_wanted);
    endIfDone();
}

/// Through the event queue, so that other events have their turn.
void CliInput::takeLinesLater()
{
    if (std::exchange(m_scheduled, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_scheduled = false;
            takeLines();
        },
        Qt::QueuedConnection);
}

void CliInput::endIfDone()
{
    if (!m_atEnd || m_hasLines || std::exchange(m_ended, true))
        return;
    if (m_error != 0)
        Q_EMIT failed(m_error);
    else
        Q_EMIT ended();
}
