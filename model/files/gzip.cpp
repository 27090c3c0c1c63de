// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/files/gzip.h"

#include <QCoreApplication>
#include <QFile>

#include <zlib.h>

#include <memory>

namespace gzip {

namespace {

constexpr qsizetype pieceSize = 1 << 20;
constexpr qint64 maxUnpacked = qint64(16) << 30;

struct Closer
{
    void operator()(gzFile file) const { gzclose_r(file); }
};
using Handle = std::unique_ptr<gzFile_s, Closer>;

Handle open(const QString &path)
{
    return Handle(gzopen(QFile::encodeName(path).constData(), "rb"));
}

} // namespace

bool isCompressed(QByteArrayView start)
{
    return start.startsWith("\x1f\x8b");
}

QByteArray start(const QString &path, qsizetype size)
{
    const Handle file = open(path);
    QByteArray bytes(size, Qt::Uninitialized);
    const int got = file ? gzread(file.get(), bytes.data(), unsigned(size)) : 0;
    return bytes.first(std::max(got, 0));
}

Result<void> unpack(const QString &path, QFile &target, const Progress &progress)
{
    const Handle file = open(path);
    if (!file)
        return failure(QCoreApplication::translate("GzipFile", "the file cannot be read."));
    QByteArray piece(pieceSize, Qt::Uninitialized);
    for (qint64 total = 0;;) {
        const int got = gzread(file.get(), piece.data(), unsigned(piece.size()));
        if (got <= 0)
            break;
        if (target.write(piece.constData(), got) != got)
            return failure(target.errorString());
        total += got;
        if (total >= maxUnpacked) {
            return failure(QCoreApplication::translate(
                "GzipFile", "the compressed file holds more than 16 GiB. Unpack it first, with gunzip."));
        }
        if (!progress(gzoffset(file.get())))
            return {};
    }
    int error = Z_OK;
    gzerror(file.get(), &error);
    if (error != Z_OK && error != Z_STREAM_END)
        return failure(QCoreApplication::translate("GzipFile", "the compressed file is damaged or cut off."));
    return {};
}

} // namespace gzip
