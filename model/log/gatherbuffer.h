// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <sys/uio.h>

#include <optional>
#include <vector>

/// Buffers what is written to a log file next. Small pieces are copied; large payloads are only borrowed,
/// and written from where they lie (writev).
class GatherBuffer
{
public:
    GatherBuffer();

    bool isEmpty() const { return size() == 0; }
    /// Copied and borrowed, in bytes.
    qsizetype size() const { return m_copied.size() + m_borrowedSize; }

    /// To append to. Its memory is kept for the next batch.
    QByteArray &copied() { return m_copied; }
    /// `bytes` come next; they must stay as they are until flush().
    void borrow(QByteArrayView bytes);
    bool hasBorrowed() const { return m_borrowedSize > 0; }

    struct Failure
    {
        int error = 0;       ///< an errno value
        qsizetype taken = 0; ///< how many bytes are in the file in spite of it
    };
    /// Writes everything to a file descriptor. After a failure everything is still buffered, also the bytes that were
    /// taken, and nothing is borrowed any more.
    std::optional<Failure> flush(int fd);
    /// Removes bytes from the beginning; nothing may be borrowed.
    void drop(qsizetype bytes) { m_copied.remove(0, bytes); }

private:
    struct Borrowed
    {
        qsizetype after; // how much of m_copied comes before it
        QByteArrayView bytes;
    };
    void collectVectors();
    void copyBorrowed();
    void clear();

    QByteArray m_copied;
    std::vector<Borrowed> m_borrowed;
    qsizetype m_borrowedSize = 0;
    std::vector<iovec> m_vectors; // for flush() only; kept for its memory
};
