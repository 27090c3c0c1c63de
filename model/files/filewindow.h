// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QFile>

#include <algorithm>
#include <cstring>

/// Caches one section of a file that may still be appended to, so that sequential reading in small steps takes one system
/// call for each section.
class FileWindow
{
public:
    /// `file` is open for reading, unbuffered, and outlives this object; `size` is that of a section in bytes.
    FileWindow(QFile &file, qsizetype size) : m_file(file), m_size(size) { }

    /// `size` bytes from `offset`, fewer at the end of the file, valid until the next call.
    QByteArrayView bytesAt(qint64 offset, qint64 size)
    {
        if (offset < m_start || offset + size > m_start + m_bytes.size())
            load(offset, std::max<qint64>(size, m_size));
        return QByteArrayView(m_bytes)
            .sliced(offset - m_start)
            .first(std::min(size, m_start + m_bytes.size() - offset));
    }

    /// Empties the cache, for another file.
    void clear() { m_bytes.resize(0); }

private:
    /// Reuses the bytes that are cached: those of a capture never change.
    void load(qint64 offset, qint64 size)
    {
        const qint64 skipped = offset - m_start;
        const qint64 kept = skipped >= 0 && skipped < m_bytes.size() ? m_bytes.size() - skipped : 0;
        if (kept > 0)
            std::memmove(m_bytes.data(), m_bytes.constData() + skipped, size_t(kept));
        m_bytes.resize(size);
        m_start = offset;
        const qint64 got = m_file.seek(offset + kept) ? m_file.read(m_bytes.data() + kept, size - kept) : -1;
        m_bytes.resize(kept + std::max<qint64>(got, 0));
    }

    QFile &m_file;
    const qsizetype m_size;
    QByteArray m_bytes;
    qint64 m_start = 0;
};
