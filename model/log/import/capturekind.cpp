// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/import/capturekind.h"

#include "model/files/gzip.h"
#include "model/log/pcapng/blockreader.h"
#include "model/log/pcapng/pcapng.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace {

constexpr qsizetype inspectedBytes = 256 * 1024;

tl::unexpected<Error> cannotOpen(const QString &path, const QString &why)
{
    return failure(
        QCoreApplication::translate("CaptureKind", "%1 cannot be opened: %2").arg(QDir::toNativeSeparators(path), why));
}

/// Other programs that rewrite our captures keep neither our header nor the numbers of the peers.
bool isOwn(QByteArrayView start)
{
    const qsizetype header = pcapng::ownHeaderSize(start);
    if (header == 0)
        return false;
    for (qint64 at = header; at < start.size();) {
        const qint64 length = pcapng::blockLength(start.sliced(at));
        if (length <= 0 || at + length > start.size())
            break;
        const auto record = pcapng::parseRecord(start.sliced(at, length), 0);
        if (record && (record->kind == RecordKind::Data || record->peer != PeerId::None))
            return record->peer != PeerId::None;
        at += length;
    }
    return true;
}

/// Whether the section header, however damaged, names this program.
bool namesUs(QByteArrayView start)
{
    return start.first(std::min<qsizetype>(start.size(), 256)).contains(pcapng::applicationName);
}

/// Whether a record of ours is somewhere in it: its beginning may be damaged.
bool hasOwnRecord(QByteArrayView bytes)
{
    for (; bytes.size() >= 12; bytes = bytes.sliced(1)) {
        const qint64 length = pcapng::blockLength(bytes);
        if (length <= 0 || length > bytes.size() || !pcapng::isRecord(bytes.first(length)))
            continue;
        if (const auto record = pcapng::parseRecord(bytes.first(length), 0); record && record->peer != PeerId::None)
            return true;
    }
    return false;
}

/// How compressed files begin.
struct Packed
{
    QByteArrayView magic;
    const char *complaint;
};

constexpr std::array packedKinds{
    Packed{"\x28\xb5\x2f\xfd",
           QT_TRANSLATE_NOOP("CaptureKind", "the file is compressed. Unpack it first, with unzstd.")},
    Packed{"\x04\x22\x4d\x18",
           QT_TRANSLATE_NOOP("CaptureKind", "the file is compressed. Unpack it first, with unlz4.")},
    Packed{"\xfd\x37zXZ", QT_TRANSLATE_NOOP("CaptureKind", "the file is compressed. Unpack it first, with unxz.")},
    Packed{"BZh", QT_TRANSLATE_NOOP("CaptureKind", "the file is compressed. Unpack it first, with bunzip2.")},
    Packed{"PK\3\4", QT_TRANSLATE_NOOP("CaptureKind", "the file is compressed. Unpack it first, with unzip.")},
};

/// Why these bytes are not a capture, not translated yet; null when they may be one.
const char *complaint(QByteArrayView start)
{
    if (start.isEmpty())
        return QT_TRANSLATE_NOOP("CaptureKind", "the file is empty.");
    for (const Packed &packed : packedKinds) {
        if (start.startsWith(packed.magic))
            return packed.complaint;
    }
    const quint32 magic = start.size() >= 4 ? pcapng::get32(start, 0) : 0;
    const bool isPcap =
        std::find(pcapng::pcapMagics.begin(), pcapng::pcapMagics.end(), magic) != pcapng::pcapMagics.end();
    if (magic != pcapng::sectionHeaderBlock && !isPcap) {
        return QT_TRANSLATE_NOOP(
            "CaptureKind",
            "this is not a capture file. SocketScope opens pcapng and pcap files, as Wireshark and tcpdump save them.");
    }
    const qint64 header = isPcap ? pcapng::pcapHeaderSize : start.size() < 12 ? 12 : pcapng::blockLength(start);
    if (header > start.size())
        return QT_TRANSLATE_NOOP("CaptureKind", "the capture ends within its header and has no packets.");
    return nullptr;
}

} // namespace

Result<CaptureKind> detectCaptureKind(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return cannotOpen(path, QCoreApplication::translate("CaptureKind", "it is not a file."));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return cannotOpen(path, file.errorString());
    QByteArray start = file.read(inspectedBytes);
    if (start.isEmpty() && file.error() != QFileDevice::NoError)
        return cannotOpen(path, file.errorString());
    const bool compressed = gzip::isCompressed(start);
    if (compressed)
        start = gzip::start(path, inspectedBytes);
    if (compressed && start.isEmpty())
        return cannotOpen(path, QCoreApplication::translate("CaptureKind", "the compressed file is damaged or empty."));
    if (!compressed && isOwn(start))
        return CaptureKind::Own;
    const char *const why = complaint(start);
    const bool isDamagedOwn =
        !compressed && (why || namesUs(start)) && pcapng::ownHeaderSize(start) == 0 && hasOwnRecord(start);
    if (isDamagedOwn)
        return CaptureKind::Own;
    if (why)
        return cannotOpen(path, QCoreApplication::translate("CaptureKind", why));
    return CaptureKind::Foreign;
}
