// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QStringList>

enum class ByteOrder : quint8 { Usual, Big, Little }; ///< Usual: as the checksum is normally sent

/// A checksum algorithm of up to four bytes: a CRC, with its name in Greg Cook's catalogue ("reveng") or a better known
/// one, a sum, or an exclusive or. Cheap to copy; any thread.
class Checksum
{
public:
    struct Row; // of the table in checksum.cpp
    class Running;

    /// Of all algorithms, in the order of a menu.
    static QStringList names();
    /// By any of its names; case, blanks, `-`, `_` and `/` are ignored.
    static Result<Checksum> find(const QString &name);

    QString name() const;
    /// Other names that find() accepts; may be empty.
    QStringList otherNames() const;
    /// Bytes, 1 to 4.
    int width() const;
    /// Big or Little.
    ByteOrder usualOrder() const;

    quint32 value(QByteArrayView bytes) const;
    /// value() as width() bytes.
    QByteArray compute(QByteArrayView bytes, ByteOrder order = ByteOrder::Usual) const;

private:
    explicit Checksum(const Row &row) : m_row(&row) { }

    const Row *m_row;
};

/// Computes the checksum of bytes that come in pieces.
class Checksum::Running
{
public:
    explicit Running(const Checksum &checksum);

    void add(QByteArrayView bytes);
    /// The checksum of all bytes added so far.
    quint32 value() const;

private:
    const Row *m_row;
    quint32 m_state;
};
