// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because each way in which a log can be left is one test of the same store.
#include "model/log/store/logstore.h"
#include "model/log/trafficlog.h"
#include "tests/unit/log/readonlyfolder.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/resource.h>

namespace {

using End = LogFolder::End;

TrafficLog::Options in(const QString &folder)
{
    TrafficLog::Options options;
    options.directory = folder;
    return options;
}

/// A folder as a crashed program of an earlier version leaves it: a lock of a process that is no more, and a capture.
QString leaveOrphan(const QString &root, bool withTraffic)
{
    const QString path = root + u"/left-"_qs + (withTraffic ? u"full"_qs : u"empty"_qs);
    QDir().mkpath(path);
    QFile lock(path + u"/lock"_qs);
    if (lock.open(QIODevice::WriteOnly))
        lock.write("999999999\nsocketscope\n" + QSysInfo::machineHostName().toUtf8() + "\n");
    const auto log = TrafficLog::create(in(path)).value();
    if (withTraffic)
        TrafficLog::Writer(*log).event({EventCode::NoPeer, {}}, 1);
    return path;
}

/// A log with a record, which ends as told. `daysAgo` it was written last.
QString leaveLog(LogStore &store, End end, LogDescription description = {}, int daysAgo = 0, qint64 size = 0)
{
    auto folder = store.create().value();
    const QString path = folder->path();
    const auto log = TrafficLog::create(in(path)).value();
    TrafficLog::Writer(*log).event({EventCode::NoPeer, {}}, 1);
    QFile segment(log->segmentPath(1));
    if (size > 0)
        segment.resize(size);
    if (segment.open(QIODevice::ReadWrite))
        segment.setFileTime(QDateTime::currentDateTime().addDays(-daysAgo), QFileDevice::FileModificationTime);
    if (description.program.isEmpty())
        description.program = u"socketscope"_qs;
    folder->describe(description);
    folder->setEnd(end);
    return path;
}

/// The logs to offer after a crash.
std::vector<LogStore::KeptLog> orphans(const LogStore &store)
{
    std::vector<LogStore::KeptLog> found = store.logs();
    std::erase_if(found, [](const LogStore::KeptLog &log) { return !log.isOffered(); });
    return found;
}

/// Waits until the store's thread has done its tasks.
void finishTasks(const LogStore &store)
{
    std::atomic<bool> done = false;
    store.post([&done] { done = true; });
    QTRY_VERIFY(done);
}

} // namespace

class TestLogStore : public QObject
{
    Q_OBJECT
private slots:
    void removedWhenToldSo();
    void nothingGoesByItself();
    void keptInOrder();
    void descriptionIsReplacedAtOnce();
    void orphansAreOffered();
    void folderInUseIsNoOrphan();
    void folderOfAnEarlierVersionInUse();
    void adoptedUnchanged();
    void discarded();
    void limits_data();
    void limits();
    void largerThanTheLimit();
    void privateOnesGo();
    void crashedOnesStay();
    void fromTheCommandLine();
    void trashIsRemoved();
    void unreadableFolderStays();
    void readOnlyDisk();
    void severalTidyAtOnce();
    void limitsOfSettings();
    void createdWhileOthersLook();
    void rootCannotBeMade();
};

void TestLogStore::removedWhenToldSo()
{
    QTemporaryDir root;
    LogStore store(root.filePath(u"captures"_qs));
    QString path;
    {
        const auto folder = store.create();
        QVERIFY(folder.has_value());
        path = (*folder)->path();
        (*folder)->setEnd(End::Remove);
        const auto log = TrafficLog::create(in(path)).value();
        TrafficLog::Writer(*log).event({EventCode::NoPeer, {}}, 1);
        const auto permissions = QFile::permissions(path);
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther)));
    }
    finishTasks(store);
    QVERIFY(!QFile::exists(path));
    QVERIFY(store.logs().empty());
    QVERIFY(QDir(root.filePath(u"captures"_qs)).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

/// It was removed with the object: also when reopening it had failed.
void TestLogStore::nothingGoesByItself()
{
    QTemporaryDir root;
    const QString full = leaveOrphan(root.path(), true);
    LogStore store(root.path());
    store.adopt(full).value().reset();
    finishTasks(store);
    QVERIFY(QFile::exists(full + u"/segment-000001.pcapng"_qs));
    QCOMPARE(orphans(store).size(), size_t(1));
}

void TestLogStore::keptInOrder()
{
    QTemporaryDir root;
    LogStore store(root.path());
    LogDescription description;
    description.title = u"Server :80"_qs;
    description.setup = {{u"message"_qs, u"你好"_qs}};
    description.started = QDateTime::fromMSecsSinceEpoch(1'000'000, Qt::UTC);
    const QString first = leaveLog(store, End::Keep, description, 1);
    const QString second = leaveLog(store, End::Keep);
    finishTasks(store);
    const auto logs = store.logs();
    QCOMPARE(logs.size(), size_t(2));
    QCOMPARE(logs[0].path, second); // newest first
    QCOMPARE(logs[1].path, first);
    QVERIFY(!logs[1].hasCrashed() && !logs[1].isOffered() && !logs[1].isFromCommandLine());
    QCOMPARE(logs[1].description.title, description.title);
    QCOMPARE(logs[1].description.setup, description.setup);
    QCOMPARE(logs[1].description.started, description.started);
    QVERIFY(logs[1].bytes > 0);
    QVERIFY(orphans(store).empty());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(first + u"/session.json"_qs) & others));
}

/// Somebody who reads it meanwhile sees the old or the new one.
void TestLogStore::descriptionIsReplacedAtOnce()
{
    QTemporaryDir root;
    LogDescription description;
    description.title = QString(100'000, u'x');
    QVERIFY(description.write(root.path()));
    std::atomic<bool> stop = false;
    std::atomic<int> torn = 0;
    const std::unique_ptr<QThread> reader(QThread::create([&] {
        while (!stop)
            torn += LogDescription::read(root.path()).title.size() == 100'000 ? 0 : 1;
    }));
    reader->start();
    for (int i = 0; i < 300; ++i)
        QVERIFY(description.write(root.path()));
    stop = true;
    reader->wait();
    QCOMPARE(torn.load(), 0);
    QCOMPARE(QDir(root.path()).entryList(QDir::Files), QStringList(u"session.json"_qs));
}

void TestLogStore::orphansAreOffered()
{
    QTemporaryDir root;
    const QString full = leaveOrphan(root.path(), true);
    const QString empty = leaveOrphan(root.path(), false);
    LogStore store(root.path());
    const auto offered = orphans(store);
    QCOMPARE(offered.size(), size_t(1));
    QCOMPARE(offered[0].path, full);
    QVERIFY(offered[0].bytes > 0);
    store.tidy({});
    QVERIFY(!QFile::exists(empty)); // nothing to offer
    auto adopted = store.adopt(offered[0].path);
    QVERIFY(adopted.has_value());
    QVERIFY(orphans(store).empty());
    const auto log = TrafficLog::reopen(in((*adopted)->path())).value();
    QCOMPARE(log->end(), RecordNumber(1));
}

void TestLogStore::folderInUseIsNoOrphan()
{
    QTemporaryDir root;
    LogStore store(root.path());
    const auto folder = store.create();
    const auto log = TrafficLog::create(in((*folder)->path())).value();
    TrafficLog::Writer(*log).event({EventCode::NoPeer, {}}, 1);
    LogStore other(root.path());
    QVERIFY(other.logs().empty());
    QVERIFY(!other.adopt((*folder)->path()));
    QVERIFY(!other.discard((*folder)->path()));
    other.tidy({0, 0, 0});
    QVERIFY(QFile::exists((*folder)->path()));
}

/// Those took a QLockFile.
void TestLogStore::folderOfAnEarlierVersionInUse()
{
    QTemporaryDir root;
    const QString full = leaveOrphan(root.path(), true);
    QLockFile lock(full + u"/lock"_qs);
    lock.setStaleLockTime(0);
    QVERIFY(lock.tryLock(0));
    const LogStore store(root.path());
    QVERIFY(store.logs().empty());
    QVERIFY(!store.adopt(full));
    lock.unlock();
    QCOMPARE(store.logs().size(), size_t(1));
    QVERIFY(store.adopt(full).has_value());
}

void TestLogStore::adoptedUnchanged()
{
    QTemporaryDir root;
    LogStore store(root.path());
    const QString path = leaveLog(store, End::Keep);
    finishTasks(store);
    const LogDescription before = LogDescription::read(path);
    {
        const auto folder = store.adopt(path).value();
        QCOMPARE(folder->description(), before);
        QVERIFY(!store.adopt(path)); // also not by ourselves
    }
    QCOMPARE(LogDescription::read(path), before);
    // While it is in use again, a crash would leave it without an end.
    auto folder = store.adopt(path).value();
    folder->describe(folder->description());
    finishTasks(store);
    QVERIFY(!LogDescription::read(path).ended.isValid());
    folder->setEnd(End::Keep);
    folder.reset();
    finishTasks(store);
    QVERIFY(LogDescription::read(path).ended.isValid());
}

void TestLogStore::discarded()
{
    QTemporaryDir root;
    const QString full = leaveOrphan(root.path(), true);
    const LogStore store(root.path());
    QVERIFY(store.discard(full));
    QVERIFY(!QFile::exists(full));
    QVERIFY(!store.adopt(full));
}

void TestLogStore::limits_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<int>("days");
    QTest::addColumn<QList<int>>("left"); // of logs that are 0 to 5 days old, 1,000,000 bytes each
    const qint64 many = qint64(1) << 40;
    QTest::newRow("all") << 20 << many << 7 << QList<int>{0, 1, 2, 3, 4, 5};
    QTest::newRow("count") << 2 << many << 7 << QList<int>{0, 1};
    QTest::newRow("bytes") << 20 << qint64(3'500'000) << 7 << QList<int>{0, 1, 2};
    QTest::newRow("days") << 20 << many << 3 << QList<int>{0, 1, 2};
    QTest::newRow("none by count") << 0 << many << 7 << QList<int>{};
    QTest::newRow("none by bytes") << 20 << qint64(0) << 7 << QList<int>{};
    QTest::newRow("none by days") << 20 << many << 0 << QList<int>{};
}

void TestLogStore::limits()
{
    QFETCH(int, count);
    QFETCH(qint64, bytes);
    QFETCH(int, days);
    QFETCH(QList<int>, left);
    QTemporaryDir root;
    LogStore store(root.path());
    QStringList paths;
    for (int age = 0; age <= 5; ++age)
        paths.append(leaveLog(store, End::Keep, {}, age, 1'000'000));
    finishTasks(store);
    store.tidy({count, bytes, days});
    QList<int> there;
    for (int age = 0; age <= 5; ++age) {
        if (QFile::exists(paths[age]))
            there.append(age);
    }
    QCOMPARE(there, left);
    QCOMPARE(store.logs().size(), size_t(left.size()));
}

/// The log that was just closed is not thrown away for its size.
void TestLogStore::largerThanTheLimit()
{
    QTemporaryDir root;
    LogStore store(root.path());
    const QString newest = leaveLog(store, End::Keep, {}, 0, 5'000'000);
    const QString older = leaveLog(store, End::Keep, {}, 1);
    finishTasks(store);
    store.tidy({20, 1'000'000, 7});
    QVERIFY(QFile::exists(newest));
    QVERIFY(!QFile::exists(older));
}

void TestLogStore::privateOnesGo()
{
    QTemporaryDir root;
    LogStore store(root.path());
    LogDescription description;
    description.isPrivate = true;
    const QString path = leaveLog(store, End::Leave, description); // as a crash leaves it
    finishTasks(store);
    QVERIFY(store.logs().empty());
    QVERIFY(orphans(store).empty());
    store.tidy({});
    QVERIFY(!QFile::exists(path));
}

/// Until the user has said what is to become of them.
void TestLogStore::crashedOnesStay()
{
    QTemporaryDir root;
    LogStore store(root.path());
    const QString path = leaveLog(store, End::Leave, {}, 100);
    finishTasks(store);
    store.tidy({0, 0, 0});
    QVERIFY(QFile::exists(path));
    QCOMPARE(orphans(store).size(), size_t(1));
}

void TestLogStore::fromTheCommandLine()
{
    QTemporaryDir root;
    LogStore line(root.filePath(u"socketscope-cli/captures"_qs));
    LogDescription description;
    description.program = u"socketscope-cli"_qs;
    const QString young = leaveLog(line, End::Leave, description, 1);
    const QString old = leaveLog(line, End::Leave, description, 8);
    finishTasks(line);
    const QString earlier = leaveOrphan(root.filePath(u"socketscope-cli/captures"_qs), true); // without a description
    const LogStore window(root.filePath(u"socketscope/captures"_qs), {root.filePath(u"socketscope-cli/captures"_qs)});
    const auto logs = window.logs();
    QCOMPARE(logs.size(), size_t(3));
    for (const LogStore::KeptLog &log : logs)
        QVERIFY(log.isFromCommandLine() && !log.isOffered());
    window.tidy({});
    QVERIFY(QFile::exists(young) && QFile::exists(earlier) && !QFile::exists(old));
}

/// What a program that ended meanwhile did not come to.
void TestLogStore::trashIsRemoved()
{
    QTemporaryDir root;
    QVERIFY(QDir().mkpath(root.filePath(u".trash-x/wireshark"_qs)));
    QVERIFY(QDir().mkpath(root.filePath(u".new-x"_qs)));
    const LogStore store(root.path());
    QVERIFY(store.logs().empty());
    store.tidy({});
    QVERIFY(!QFile::exists(root.filePath(u".trash-x"_qs)));
    QVERIFY(!QFile::exists(root.filePath(u".new-x"_qs)));
}

/// Without descriptors its files cannot be seen: that is no reason to take it for empty.
void TestLogStore::unreadableFolderStays()
{
    QTemporaryDir root;
    const QString full = leaveOrphan(root.path(), true);
    const LogStore store(root.path());
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    for (rlim_t most = 0; most < 40; ++most) {
        rlimit few = before;
        few.rlim_cur = most;
        ::setrlimit(RLIMIT_NOFILE, &few);
        store.tidy({});
        ::setrlimit(RLIMIT_NOFILE, &before);
        QVERIFY2(QFile::exists(full + u"/segment-000001.pcapng"_qs), qPrintable(QString::number(most)));
    }
}

void TestLogStore::readOnlyDisk()
{
    QTemporaryDir root;
    LogStore store(root.path());
    const QString path = leaveLog(store, End::Leave);
    finishTasks(store);
    const ReadOnlyFolder readOnly(root.path());
    if (!readOnly.isReadOnly())
        QSKIP("neither permissions nor a mount can make a folder read-only here");
    QCOMPARE(orphans(store).size(), size_t(1));
    const auto folder = store.adopt(path);
    QVERIFY(folder.has_value());
    const auto log = TrafficLog::reopen(in(path)).value();
    QVERIFY(log->isSealed());
    QCOMPARE(log->end(), RecordNumber(1));
}

void TestLogStore::severalTidyAtOnce()
{
    QTemporaryDir root;
    LogStore store(root.path());
    for (int i = 0; i < 40; ++i)
        leaveLog(store, End::Keep, {}, i % 5);
    const auto used = store.create().value();
    finishTasks(store);
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([&root] { LogStore(root.path()).tidy({10, qint64(1) << 40, 7}); }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        thread->wait();
    QCOMPARE(store.logs().size(), size_t(10));
    QVERIFY(QFile::exists(used->path()));
}

void TestLogStore::limitsOfSettings()
{
    QJsonObject settings;
    QCOMPARE(LogLimits::read(settings).count, 20);
    QCOMPARE(LogLimits::read(settings).bytes, qint64(4) << 30);
    QCOMPARE(LogLimits::read(settings).days, 7);
    settings[QLatin1StringView(LogLimits::countName)] = 3;
    settings[QLatin1StringView(LogLimits::bytesName)] = qint64(1) << 33;
    settings[QLatin1StringView(LogLimits::daysName)] = u"nonsense"_qs;
    QCOMPARE(LogLimits::read(settings).count, 3);
    QCOMPARE(LogLimits::read(settings).bytes, qint64(1) << 33);
    QCOMPARE(LogLimits::read(settings).days, 7);
}

/// Somebody who looks at a folder locks it for a moment: no new one is given up for that.
void TestLogStore::createdWhileOthersLook()
{
    QTemporaryDir root;
    LogStore store(root.path());
    std::atomic<bool> stop = false;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back(QThread::create([&] {
            const LogStore other(root.path());
            while (!stop)
                (void)other.logs();
        }));
        threads.back()->start();
    }
    std::vector<std::unique_ptr<LogFolder>> folders;
    for (int i = 0; i < 100; ++i)
        folders.push_back(store.create().value());
    stop = true;
    for (const auto &thread : threads)
        thread->wait();
    const auto all = QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot;
    QCOMPARE(QDir(root.path()).entryList(all).size(), 100);
}

void TestLogStore::rootCannotBeMade()
{
    LogStore store(u"/proc/nowhere"_qs);
    const auto folder = store.create();
    QVERIFY(!folder);
    QVERIFY(folder.error().message.contains(u"/proc/nowhere"));
}

QTEST_GUILESS_MAIN(TestLogStore)
#include "tst_logstore.moc"
