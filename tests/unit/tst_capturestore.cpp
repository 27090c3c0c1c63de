// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/capturestore.h"
#include "model/log/trafficlog.h"

#include <QDir>
#include <QFile>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

namespace {

TrafficLog::Options in(const QString &folder)
{
    TrafficLog::Options options;
    options.directory = folder;
    return options;
}

/// A folder as a crashed program leaves it: a lock of a process that is no more, and a capture.
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

} // namespace

class TestCaptureStore : public QObject
{
    Q_OBJECT
private slots:
    void removedOnACleanEnd();
    void orphansAreOffered();
    void folderInUseIsNoOrphan();
    void discarded();
    void rootCannotBeMade();
};

void TestCaptureStore::removedOnACleanEnd()
{
    QTemporaryDir root;
    CaptureStore store(root.filePath(u"captures"_qs));
    QString path;
    {
        const auto folder = store.create();
        QVERIFY(folder.has_value());
        path = (*folder)->path();
        const auto log = TrafficLog::create(in(path)).value();
        TrafficLog::Writer(*log).event({EventCode::NoPeer, {}}, 1);
        QVERIFY(QFile::exists(path));
        const auto permissions = QFile::permissions(path);
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther)));
    }
    QVERIFY(!QFile::exists(path));
    QVERIFY(store.orphans().empty());
}

void TestCaptureStore::orphansAreOffered()
{
    QTest::failOnWarning(QRegularExpression(u"lock"_qs)); // that it was gone before it was given back
    QTemporaryDir root;
    const QString full = leaveOrphan(root.path(), true);
    const QString empty = leaveOrphan(root.path(), false);
    CaptureStore store(root.path());
    const auto orphans = store.orphans();
    QCOMPARE(orphans.size(), size_t(1));
    QCOMPARE(orphans[0].path, full);
    QVERIFY(orphans[0].bytes > 0);
    QVERIFY(!QFile::exists(empty)); // nothing to offer
    auto adopted = store.adopt(orphans[0]);
    QVERIFY(adopted.has_value());
    const auto log = TrafficLog::reopen(in((*adopted)->path())).value();
    QCOMPARE(log->end(), RecordNumber(1));
}

void TestCaptureStore::folderInUseIsNoOrphan()
{
    QTemporaryDir root;
    CaptureStore store(root.path());
    const auto folder = store.create();
    const auto log = TrafficLog::create(in((*folder)->path())).value();
    TrafficLog::Writer(*log).event({EventCode::NoPeer, {}}, 1);
    CaptureStore other(root.path());
    QVERIFY(other.orphans().empty());
    QVERIFY(!other.adopt({(*folder)->path(), 0, {}}));
    QVERIFY(QFile::exists((*folder)->path()));
}

void TestCaptureStore::discarded()
{
    QTemporaryDir root;
    const QString full = leaveOrphan(root.path(), true);
    CaptureStore store(root.path());
    store.discard(store.orphans().at(0));
    QVERIFY(!QFile::exists(full));
}

void TestCaptureStore::rootCannotBeMade()
{
    CaptureStore store(u"/proc/nowhere"_qs);
    const auto folder = store.create();
    QVERIFY(!folder);
    QVERIFY(folder.error().message.contains(u"/proc/nowhere"));
}

QTEST_GUILESS_MAIN(TestCaptureStore)
#include "tst_capturestore.moc"
