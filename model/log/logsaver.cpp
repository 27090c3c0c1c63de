// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/logsaver.h"

#include "model/log/logreader.h"
#include "model/log/logtext.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace {

constexpr RecordNumber progressStep = 4096;
constexpr qsizetype writeSize = 1 << 20;

/// Turns records into what goes into the file; returns false when one could not be read.
class RecordWriter
{
public:
    explicit RecordWriter(const LogSaver::Request &request)
        : m_request(request), m_records(request.log), m_forText(request.log), m_text(m_forText, request.codec)
    {
    }

    QByteArray header() const
    {
        return m_request.format == LogSaver::Format::Pcapng ? captureblocks::fileHeader() : QByteArray();
    }

    void append(QByteArray &out, RecordNumber number)
    {
        if (m_request.format == LogSaver::Format::Pcapng) {
            out.append(m_records.rawBlocks(number));
        } else if (const auto record = m_records.read(number)) {
            out.append(logLine(*record, m_text).toUtf8()).append('\n');
        }
    }

private:
    const LogSaver::Request &m_request;
    LogReader m_records;
    LogReader m_forText;
    RecordText m_text;
};

} // namespace

LogSaver::LogSaver(QObject *parent) : QObject(parent) { }

LogSaver::~LogSaver()
{
    cancel();
    if (m_thread)
        m_thread->wait();
}

void LogSaver::cancel()
{
    m_cancelled = true;
}

void LogSaver::start(const Request &request)
{
    m_cancelled = false;
    m_thread.reset(QThread::create([this, request] {
        const QString message = save(request);
        const bool ok = message.isEmpty() && !m_cancelled;
        QMetaObject::invokeMethod(this, [this, ok, message] { Q_EMIT finished(ok, message); });
    }));
    m_thread->start();
}

QString LogSaver::save(const Request &request)
{
    if (const QString source = QFileInfo(request.log->options().file).canonicalFilePath();
        !source.isEmpty() && source == QFileInfo(request.file).canonicalFilePath())
        return tr("The log cannot be saved over %1, from which it is read. Choose another name.")
            .arg(QDir::toNativeSeparators(request.file));
    QSaveFile file(request.file);
    const auto cannot = [&] {
        return tr("The log could not be saved to %1: %2")
            .arg(QDir::toNativeSeparators(request.file), file.errorString());
    };
    if (!file.open(QIODevice::WriteOnly))
        return cannot();
    RecordWriter writer(request);
    QByteArray out = writer.header();
    const RecordNumber first = std::max(request.first, request.log->first());
    for (RecordNumber number = first; number < request.end && !m_cancelled; ++number) {
        writer.append(out, number);
        if (out.size() >= writeSize) {
            if (file.write(out) != out.size())
                return cannot();
            out.resize(0);
        }
        if ((number - first) % progressStep == progressStep - 1)
            Q_EMIT progress(number + 1 - first, request.end - first);
    }
    if (m_cancelled) {
        file.cancelWriting();
        return {};
    }
    return file.write(out) == out.size() && file.commit() ? QString() : cannot();
}
