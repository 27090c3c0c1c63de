// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/gatherbuffer.h"

#include <algorithm>
#include <cerrno>
#include <climits>

namespace {

constexpr qsizetype usualCapacity = 1280 << 10; // more than a batch needs, see TrafficLog

} // namespace

GatherBuffer::GatherBuffer()
{
    m_copied.reserve(usualCapacity);
}

void GatherBuffer::borrow(QByteArrayView bytes)
{
    m_borrowed.push_back({m_copied.size(), bytes});
    m_borrowedSize += bytes.size();
}

std::optional<GatherBuffer::Failure> GatherBuffer::flush(int fd)
{
    collectVectors();
    qsizetype done = 0;
    for (size_t at = 0; at < m_vectors.size();) {
        const size_t count = std::min<size_t>(m_vectors.size() - at, IOV_MAX);
        ssize_t taken = ::writev(fd, m_vectors.data() + at, int(count));
        if (taken < 0 && errno == EINTR)
            continue;
        if (taken <= 0) {
            const Failure failure{taken < 0 ? errno : EIO, done};
            copyBorrowed();
            return failure;
        }
        done += taken;
        for (; at < m_vectors.size() && size_t(taken) >= m_vectors[at].iov_len; ++at)
            taken -= ssize_t(m_vectors[at].iov_len);
        if (taken > 0) {
            m_vectors[at].iov_base = static_cast<char *>(m_vectors[at].iov_base) + taken;
            m_vectors[at].iov_len -= size_t(taken);
        }
    }
    clear();
    return {};
}

void GatherBuffer::collectVectors()
{
    m_vectors.clear();
    const auto add = [this](const char *bytes, qsizetype size) {
        if (size > 0)
            m_vectors.push_back({const_cast<char *>(bytes), size_t(size)});
    };
    qsizetype done = 0;
    for (const Borrowed &borrowed : m_borrowed) {
        add(m_copied.constData() + done, borrowed.after - done);
        add(borrowed.bytes.data(), borrowed.bytes.size());
        done = borrowed.after;
    }
    add(m_copied.constData() + done, m_copied.size() - done);
}

/// Copies everything, in its order.
void GatherBuffer::copyBorrowed()
{
    if (m_borrowed.empty())
        return;
    collectVectors();
    QByteArray all;
    all.reserve(std::max(size(), usualCapacity));
    for (const iovec &part : m_vectors)
        all.append(static_cast<const char *>(part.iov_base), qsizetype(part.iov_len));
    m_copied.swap(all);
    m_borrowed.clear();
    m_borrowedSize = 0;
}

void GatherBuffer::clear()
{
    if (m_copied.capacity() > 2 * usualCapacity) {
        m_copied = QByteArray(); // a write error may have made it large
        m_copied.reserve(usualCapacity);
    }
    m_copied.resize(0);
    m_borrowed.clear();
    m_borrowedSize = 0;
}
