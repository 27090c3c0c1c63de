// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/localsocket.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <sys/socket.h>

namespace localsocket {

bool hasAbstractNames()
{
    return true;
}

std::optional<Program> peerProgram(Descriptor socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(int(socket), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.pid <= 0)
        return {};
    QFile name(QStringLiteral("/proc/%1/comm").arg(peer.pid));
    const QByteArray text = name.open(QIODevice::ReadOnly) ? name.readAll().trimmed() : QByteArray();
    return Program{QString::fromLocal8Bit(text), peer.pid, userName(peer.uid)};
}

/// proc(5): /proc/net/unix has a row `Num: RefCount Protocol Flags Type St Inode Path` for each socket. The path is as the
/// program gave it: perhaps relative to an unknown folder, or over a link.
bool isBeingOpened(const QString &path)
{
    static const QRegularExpression unconnectedStream(
        QStringLiteral("^\\S+ +\\S+ +\\S+ +(\\S+) +0001 +01 +\\d+ (.+)$"));
    constexpr uint listening = 0x10000; // of Flags: __SO_ACCEPTCON
    QFile table(QStringLiteral("/proc/net/unix"));
    if (!table.open(QIODevice::ReadOnly))
        return false;
    const QString file = QFileInfo(path).canonicalFilePath();
    const QByteArray name = QFile::encodeName(path.section(u'/', -1));
    for (const QByteArray &line : table.readAll().split('\n')) {
        if (!line.endsWith(name))
            continue;
        const QRegularExpressionMatch row = unconnectedStream.match(QFile::decodeName(line));
        if (!row.hasMatch() || (row.captured(1).toUInt(nullptr, 16) & listening))
            continue;
        const QString bound = QDir::cleanPath(row.captured(2));
        const QString below = u'/' + bound.section(QStringLiteral("../"), -1); // of a relative path
        if (bound.startsWith(u'/') ? QFileInfo(bound).canonicalFilePath() == file : file.endsWith(below))
            return true;
    }
    return false;
}

} // namespace localsocket
