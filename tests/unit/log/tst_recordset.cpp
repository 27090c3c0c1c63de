// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/recordset.h"

#include <QRandomGenerator>
#include <QTest>

#include <set>

class TestRecordSet : public QObject
{
    Q_OBJECT

private slots:
    void likeAStdSet_data();
    void likeAStdSet();
    void unknownIsSaid();
    void inBoth();
    void unknownInTheOther();
};

void TestRecordSet::likeAStdSet_data()
{
    QTest::addColumn<quint64>("first");
    QTest::addColumn<quint64>("end");
    QTest::addColumn<int>("oneIn");
    QTest::addColumn<bool>("ascending");
    QTest::newRow("one chunk") << quint64(0) << quint64(4096) << 3 << true;
    QTest::newRow("begins within a chunk") << quint64(5000) << quint64(21000) << 5 << true;
    QTest::newRow("sparse") << quint64(1) << quint64(40960) << 3000 << true;
    QTest::newRow("all") << quint64(4095) << quint64(8193) << 1 << true;
    QTest::newRow("chunks in any order") << quint64(100) << quint64(30000) << 7 << false;
}

void TestRecordSet::likeAStdSet()
{
    QFETCH(quint64, first);
    QFETCH(quint64, end);
    QFETCH(int, oneIn);
    QFETCH(bool, ascending);
    QRandomGenerator random(1);
    RecordSet set(first);
    std::set<RecordNumber> naive;
    std::vector<RecordNumber> chunks;
    for (RecordNumber chunk = RecordSet::chunkOf(first); chunk <= RecordSet::chunkOf(end - 1); ++chunk)
        chunks.insert(ascending ? chunks.end() : chunks.begin(), chunk);
    for (const RecordNumber index : chunks) {
        const RecordNumber chunkEnd = std::min(end, (index + 1) * RecordSet::chunkRecords);
        const RecordNumber half = chunkEnd - random.bounded(40);
        for (const RecordNumber until : {half, chunkEnd}) { // filled in two steps, as the newest one is
            RecordSet::Chunk chunk = set.chunk(index);
            for (RecordNumber number = chunk.end; number < until; ++number) {
                const bool in = random.bounded(oneIn) == 0;
                chunk.add(number, in ? 2 : 0);
                if (in)
                    naive.insert(number);
            }
            set.store(index, chunk);
        }
    }
    QCOMPARE(set.count(), quint64(naive.size()));
    QCOMPARE(set.hits(), quint64(2 * naive.size()));
    QCOMPARE(set.seen(), end - first);
    QCOMPARE(set.frontier(), end);
    QCOMPARE(set.frontierCount(), quint64(naive.size()));
    quint64 place = 0;
    for (const RecordNumber number : naive) {
        QCOMPARE(set.at(place).value(), number);
        QCOMPARE(set.rank(number), place);
        ++place;
        QCOMPARE(set.rank(number + 1), place);
    }
    QVERIFY(!set.at(place));
    for (RecordNumber from = first; from < end; from += 1 + random.bounded(50)) {
        QCOMPARE(set.contains(from), naive.contains(from));
        const auto behind = naive.lower_bound(from);
        QVERIFY(set.next(from, end).known);
        QCOMPARE(set.next(from, end).number, behind == naive.end() ? std::nullopt : std::optional(*behind));
        const auto after = naive.upper_bound(from);
        QVERIFY(set.previous(from, first).known);
        QCOMPARE(set.previous(from, first).number,
                 after == naive.begin() ? std::nullopt : std::optional(*std::prev(after)));
    }
}

void TestRecordSet::unknownIsSaid()
{
    RecordSet set(0);
    RecordSet::Chunk chunk = set.chunk(1);
    QCOMPARE(chunk.end, RecordSet::chunkRecords);
    for (int i = 0; i < 100; ++i)
        chunk.add(RecordSet::chunkRecords + RecordNumber(i), i == 50 ? 1 : 0);
    set.store(1, chunk);
    QVERIFY(!set.next(0, 10'000).known);
    QCOMPARE(set.next(4096, 10'000).number, std::optional<RecordNumber>(4146));
    QVERIFY(!set.next(4147, 10'000).known);
    QVERIFY(set.next(4147, 4196).known);
    QVERIFY(!set.next(4147, 4196).number);
    QCOMPARE(set.previous(4195, 0).number, std::optional<RecordNumber>(4146));
    QVERIFY(!set.previous(4145, 0).known);
    QVERIFY(!set.previous(4196, 0).known);
    QCOMPARE(set.frontier(), RecordNumber(0));
    QCOMPARE(set.frontierCount(), quint64(0));
    QVERIFY(!set.at(0));
}

// Each of what two sets have in common, as it would be found one by one, whichever was filled further.
void TestRecordSet::inBoth()
{
    constexpr RecordNumber end = 9'000;
    QRandomGenerator random(7);
    RecordSet one(30);
    RecordSet other(70);
    std::set<RecordNumber> both;
    quint64 outside = 0;
    for (RecordNumber index = 0; index <= RecordSet::chunkOf(end - 1); ++index) {
        RecordSet::Chunk first = one.chunk(index);
        RecordSet::Chunk second = other.chunk(index);
        for (RecordNumber n = index * RecordSet::chunkRecords; n < std::min(end, (index + 1) * RecordSet::chunkRecords);
             ++n) {
            const bool inFirst = n >= 30 && random.bounded(20) == 0;
            const bool inSecond = n >= 70 && random.bounded(20) == 0;
            if (n >= 30)
                first.add(n, inFirst ? 1 : 0);
            if (n >= 70)
                second.add(n, inSecond ? 1 : 0);
            if (inFirst && inSecond)
                both.insert(n);
            outside += inFirst && !inSecond ? 1 : 0;
        }
        one.store(index, first);
        other.store(index, second);
    }
    QVERIFY(!both.empty());
    QCOMPARE(one.countOutside(other), outside);
    for (RecordNumber from = 30; from < end; from += 1 + random.bounded(30)) {
        const auto behind = both.lower_bound(from);
        QVERIFY(one.next(from, end, &other).known);
        QCOMPARE(one.next(from, end, &other).number, behind == both.end() ? std::nullopt : std::optional(*behind));
        const auto after = both.upper_bound(from);
        QVERIFY(one.previous(from, 30, &other).known);
        QCOMPARE(one.previous(from, 30, &other).number,
                 after == both.begin() ? std::nullopt : std::optional(*std::prev(after)));
    }
}

// What another set does not know yet matters only where this one has something.
void TestRecordSet::unknownInTheOther()
{
    RecordSet set(0);
    RecordSet::Chunk chunk = set.chunk(0);
    for (RecordNumber number = 0; number < 300; ++number)
        chunk.add(number, number == 10 || number == 20 || number == 200 ? 1 : 0);
    set.store(0, chunk);
    RecordSet other(0);
    QVERIFY(set.next(0, 300, &other).waitsForOther);
    QVERIFY(set.next(21, 200, &other).known); // there is nothing of it
    chunk = other.chunk(0);
    for (RecordNumber number = 0; number < 15; ++number)
        chunk.add(number, number == 10 ? 1 : 0);
    other.store(0, chunk);
    QCOMPARE(set.next(0, 300, &other).number, std::optional<RecordNumber>(10));
    QVERIFY(set.next(11, 300, &other).waitsForOther);
    QVERIFY(!set.next(11, 301, &other).known);
    QVERIFY(set.previous(299, 0, &other).waitsForOther);
    QVERIFY(!set.previous(300, 0, &other).waitsForOther); // this set does not know either
    QCOMPARE(set.previous(19, 0, &other).number, std::optional<RecordNumber>(10));
    QCOMPARE(set.countOutside(other), quint64(0));
}

QTEST_APPLESS_MAIN(TestRecordSet)
#include "tst_recordset.moc"
