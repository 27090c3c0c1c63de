// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/settings.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QSettings>

#include <algorithm>
#include <array>

namespace {

constexpr int delayMs = 1000; // a change is stored after that
constexpr int retryMs = 10'000;
constexpr int lockTimeoutMs = 3'000; // another program holds it for some milliseconds
constexpr int collectingShare = 20;  // collecting() takes at most 1/20 of the time
constexpr int currentFormat = 1;     // a version that writes what this one cannot read increases it
constexpr QLatin1StringView formatName("format");

enum class Kind : quint8 { Plain, Json };

struct Row
{
    const char *name; // in the file: never change one
    QVariant standard;
    Kind kind = Kind::Plain;
};

const auto &rows()
{
    // In the order of Settings::Key.
    static const std::array<Row, 18> rows{{
        {"ui/language", QString()},
        {"ui/theme", QStringLiteral("system")},
        {"ui/geometry", QByteArray()},
        {"ui/tabs", QByteArray(), Kind::Json},
        {"ui/currentTab", 0},
        {"send/history", QStringList()},
        {"save/folder", QString()},
        {"save/export", QByteArray(), Kind::Json},
        {"send/list", QByteArray(), Kind::Json},
        {"send/tools", QByteArray(), Kind::Json},
        {"ui/state", QByteArray()},
        {"view/time", QStringLiteral("day")},
        {LogLimits::countName, QVariant()},
        {LogLimits::bytesName, QVariant()},
        {LogLimits::daysName, QVariant()},
        {LogLimits::privateName, false},
        {"network/halfOpen", 60}, // half-closed; the stored name stays
        {"network/certificates", QByteArray(), Kind::Json},
    }};
    return rows;
}

const Row &rowOf(Settings::Key key)
{
    return rows()[size_t(key)];
}

constexpr QLatin1StringView valuesName("values");
constexpr QLatin1StringView bytesName("base64");

using Values = QHash<QString, QVariant>;

/// Bytes that are not UTF-8 become an object with their base64.
QJsonValue toJson(const QVariant &value)
{
    if (value.typeId() != QMetaType::QByteArray)
        return QJsonValue::fromVariant(value);
    const QByteArray bytes = value.toByteArray();
    if (const QString text = QString::fromUtf8(bytes); text.toUtf8() == bytes)
        return text;
    return QJsonObject{{bytesName, QString::fromLatin1(bytes.toBase64())}};
}

QVariant fromJson(const QJsonValue &json)
{
    if (json.isObject())
        return QByteArray::fromBase64(json[bytesName].toString().toLatin1());
    return json.isArray() ? QVariant(json.toVariant().toStringList()) : json.toVariant();
}

/// Whether two values are stored alike: bytes and a text may be.
bool isSame(const QVariant &a, const QVariant &b)
{
    return a == b || (a.isValid() == b.isValid() && toJson(a) == toJson(b));
}

enum class FileState : quint8 { Good, Missing, Unreadable, Damaged, Newer };

struct Reading
{
    FileState state = FileState::Good;
    QString error = {}; // from the system
    Values values = {};
};

Reading readFile(const QString &name)
{
    if (!QFileInfo::exists(name))
        return {FileState::Missing};
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return {FileState::Unreadable, file.errorString()};
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    if (json[formatName].toInt() > currentFormat)
        return {FileState::Newer};
    if (!json[valuesName].isObject())
        return {FileState::Damaged};
    Reading reading;
    const QJsonObject values = json[valuesName].toObject();
    for (auto value = values.begin(); value != values.end(); ++value)
        reading.values.insert(value.key(), fromJson(value.value()));
    return reading;
}

/// Writes the whole file, or leaves it as it was.
bool writeFile(const QString &name, const Values &values)
{
    QJsonObject json;
    for (auto value = values.begin(); value != values.end(); ++value)
        json.insert(value.key(), toJson(value.value()));
    const QByteArray bytes = QJsonDocument({{formatName, currentFormat}, {valuesName, json}}).toJson();
    const bool isNew = !QFileInfo::exists(name);
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    if (isNew) // it holds what the user typed
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return file.write(bytes) == bytes.size() && file.commit();
}

QString backupName(const QString &file, const QString &suffix)
{
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss"));
    const QString stem = QStringLiteral("%1.%2-%3").arg(file, suffix, stamp);
    QString name = stem;
    for (int i = 2; QFileInfo::exists(name); ++i)
        name = QStringLiteral("%1-%2").arg(stem).arg(i);
    return name;
}

/// The values stored by versions before the JSON file.
Values readIni(const QString &name)
{
    Values values;
    if (!QFileInfo::exists(name))
        return values;
    const QSettings store(name, QSettings::IniFormat);
    const QStringList names = store.allKeys();
    for (const QString &key : names)
        values.insert(key, store.value(key));
    return values;
}

} // namespace

/// Work for the other thread: writes the changes, if any, and reads all values.
struct Settings::Job
{
    QString file;
    Values all; // as this program knows them
    QStringList changes;
    Values stored = {};
    bool isOk = false;
};

Settings::Settings(const QString &file) : m_file(file), m_delayMs(delayMs)
{
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Settings::onTimeout);
    load();
}

Settings::~Settings()
{
    sync();
}

void Settings::load()
{
    const Reading reading = readFile(m_file);
    m_values = reading.values;
    switch (reading.state) {
    case FileState::Good:
        break;
    case FileState::Missing: {
        const QFileInfo file(m_file);
        m_values = readIni(file.dir().filePath(file.completeBaseName() + QStringLiteral(".ini")));
        for (const QString &name : m_values.keys())
            m_changed.insert(name);
        if (!m_changed.isEmpty())
            touch();
        break;
    }
    case FileState::Unreadable:
        m_problem = tr("The settings cannot be read (%1).").arg(reading.error) + u' ' + moveAside(false);
        break;
    case FileState::Damaged:
        m_problem = tr("The settings are damaged.") + u' ' + moveAside(false);
        break;
    case FileState::Newer:
        m_problem = tr("The settings were written by a later version of SocketScope.") + u' ' + moveAside(false);
        break;
    }
    dropBadJson();
}

/// Drops values that are damaged, so that the others can be used.
void Settings::dropBadJson()
{
    for (size_t i = 0; i < rows().size(); ++i) {
        const QByteArray json = value(Key(i)).toByteArray();
        if (rows()[i].kind == Kind::Json && !json.isEmpty() && QJsonDocument::fromJson(json).isNull())
            reportDamage(Key(i));
    }
}

void Settings::reportDamage(Key key)
{
    if (m_problem.isEmpty())
        m_problem = tr("Some of the settings are damaged.") + u' ' + moveAside(true);
    setValue(nameOf(key), {});
}

QString Settings::moveAside(bool copy)
{
    const QString name = backupName(m_file, QStringLiteral("kept"));
    if (copy ? QFile::copy(m_file, name) : QFile::rename(m_file, name))
        return tr("They are kept in %1; the default settings are used instead.").arg(QDir::toNativeSeparators(name));
    return tr("They are in %1; the default settings are used instead.").arg(QDir::toNativeSeparators(m_file));
}

QString Settings::nameOf(Key key)
{
    return QString::fromLatin1(rowOf(key).name);
}

QVariant Settings::value(Key key) const
{
    const QVariant value = m_values.value(nameOf(key));
    return value.isValid() ? value : rowOf(key).standard;
}

void Settings::setValue(const QString &name, const QVariant &value)
{
    if (isSame(m_values.value(name), value))
        return;
    if (value.isValid())
        m_values.insert(name, value);
    else
        m_values.remove(name);
    m_changed.insert(name);
    touch();
}

void Settings::touch()
{
    if (!m_timer.isActive())
        m_timer.start(m_hasFailed ? retryMs : m_delayMs);
}

void Settings::onTimeout()
{
    QElapsedTimer clock;
    clock.start();
    Q_EMIT collecting();
    m_delayMs = int(std::max<qint64>(delayMs, clock.elapsed() * collectingShare));
    m_timer.stop(); // collecting() has set values
    store();
}

void Settings::store()
{
    if (m_job || m_changed.isEmpty())
        return; // finish() calls it again
    const QSet<QString> changes = std::exchange(m_changed, {});
    start(std::make_shared<Job>(Job{m_file, m_values, changes.values()}));
}

void Settings::refresh()
{
    if (!m_job && m_changed.isEmpty())
        start(std::make_shared<Job>(Job{m_file, {}, {}}));
}

void Settings::start(const std::shared_ptr<Job> &job)
{
    m_job = job;
    m_pool.start([this, job] {
        run(*job);
        QMetaObject::invokeMethod(
            this,
            [this, job] {
                if (m_job == job)
                    finish();
            },
            Qt::QueuedConnection);
    });
}

/// On the other thread.
void Settings::run(Job &job)
{
    QDir().mkpath(QFileInfo(job.file).absolutePath());
    QLockFile lock(job.file + QStringLiteral(".lock"));
    if (!job.changes.isEmpty() && !lock.tryLock(lockTimeoutMs))
        return;
    Reading reading = readFile(job.file);
    if (job.changes.isEmpty() || reading.state == FileState::Newer) {
        job.isOk = reading.state == FileState::Good;
        job.stored = reading.values;
        return;
    }
    if (reading.state != FileState::Good) { // it was damaged or removed since the start
        QFile::rename(job.file, backupName(job.file, QStringLiteral("kept")));
        reading.values = job.all;
    }
    for (const QString &name : std::as_const(job.changes)) {
        if (const QVariant value = job.all.value(name); value.isValid())
            reading.values.insert(name, value);
        else
            reading.values.remove(name);
    }
    job.isOk = writeFile(job.file, reading.values);
    job.stored = reading.values;
}

/// On the GUI thread, after run().
void Settings::finish()
{
    const std::shared_ptr<Job> job = std::exchange(m_job, nullptr);
    if (job->isOk)
        takeOver(job->stored);
    if (job->changes.isEmpty()) {
        store(); // values set meanwhile
        return;
    }
    const bool hadFailed = std::exchange(m_hasFailed, !job->isOk);
    if (m_hasFailed)
        m_changed.unite({job->changes.cbegin(), job->changes.cend()});
    if (!m_changed.isEmpty())
        touch();
    if (m_hasFailed && !hadFailed)
        Q_EMIT failed(tr("The settings cannot be stored in %1: changes are lost when SocketScope exits. "
                         "Check the free space on the disk and the permissions of the file and its folder.")
                          .arg(QDir::toNativeSeparators(m_file)));
    else if (hadFailed && !m_hasFailed)
        Q_EMIT recovered();
}

void Settings::takeOver(const Values &values)
{
    QStringList others;
    for (auto read = values.cbegin(); read != values.cend(); ++read) {
        if (m_changed.contains(read.key()) || isSame(m_values.value(read.key()), read.value()))
            continue;
        m_values.insert(read.key(), read.value());
        others.append(read.key());
    }
    for (const QString &name : std::as_const(others))
        Q_EMIT changedElsewhere(name);
}

void Settings::sync()
{
    m_timer.stop();
    for (int i = 0; i == 0 || (i == 1 && !m_hasFailed); ++i) { // the job under way, then values set meanwhile
        store();
        m_pool.waitForDone();
        if (m_job)
            finish();
        m_timer.stop();
    }
}

LogLimits Settings::logLimits() const
{
    return LogLimits::of(value(Key::LogCount), value(Key::LogBytes), value(Key::LogDays));
}

void Settings::setLogLimits(const LogLimits &limits)
{
    setValue(Key::LogCount, limits.count);
    setValue(Key::LogBytes, limits.bytes);
    setValue(Key::LogDays, limits.days);
}
