// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/search/logsearch.h"
#include "model/log/search/recordlookup.h"
#include "tests/unit/log/logfixture.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

Q_DECLARE_METATYPE(LogHit)

namespace {

std::shared_ptr<const CompiledFilter> looking(const QString &text)
{
    RecordFilter filter;
    filter.pattern = {SearchPattern::Kind::Text, text, true};
    return CompiledFilter::make(filter, TextCodec::find(u"UTF-8"_qs).value()).value();
}

/// Logs ten hits.
void tenHits(LogFixture &fixture)
{
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    for (int i = 0; i < 10; ++i)
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i, "hit");
}

} // namespace

class TestLogSearch : public QObject
{
    Q_OBJECT

private slots:
    void goesFromHitToHit_data();
    void goesFromHitToHit();
    void nothing();
    void onlyWhatIsShown();
    void waitsForWhatIsShown_data();
    void waitsForWhatIsShown();
    void manyHiddenHits();
    void newRecordsJoin();
    void places_data();
    void places();
    void placesWhenTheClockWasSet_data();
    void placesWhenTheClockWasSet();
};

void TestLogSearch::goesFromHitToHit_data()
{
    QTest::addColumn<int>("records");
    QTest::newRow("a few") << 30;
    QTest::newRow("several chunks") << 20'000;
}

// Twice around, forwards and backwards: each hit once, in order.
void TestLogSearch::goesFromHitToHit()
{
    QFETCH(int, records);
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    QList<LogHit> all;
    {
        TrafficLog::Writer writer(*fixture.log);
        for (int i = 0; i < records; ++i) {
            const bool hit = i % (records / 10) == 7 % (records / 10);
            writer.data(flow, Direction::In, i, hit ? "x-hit-hit" : "miss");
            if (hit && i > 5) {
                all.append(LogHit{RecordNumber(i), {2, 5}});
                all.append(LogHit{RecordNumber(i), {6, 9}});
            }
        }
    }
    LogSearch search(fixture.log, looking(u"hit"_qs), 6);
    QList<LogHit> found;
    QList<bool> wrapped;
    connect(&search, &LogSearch::found, &search, [&](const LogHit &hit, bool wrappedNow) {
        found.append(hit);
        wrapped.append(wrappedNow);
    });
    LogHit at{6, {}};
    for (int i = 0; i < 2 * all.size(); ++i) {
        found.clear();
        search.findNext(at, i == 0);
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(found.first(), all[i % all.size()]);
        QCOMPARE(wrapped.takeLast(), i == all.size());
        at = found.first();
    }
    for (int i = int(all.size()) - 2; i >= -int(all.size()); --i) {
        found.clear();
        search.findPrevious(at);
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(found.first(), all[(i + all.size()) % all.size()]);
        at = found.first();
    }
    QTRY_COMPARE(search.hits(), quint64(all.size()));
    QCOMPARE(search.records(), quint64(all.size() / 2));
}

void TestLogSearch::nothing()
{
    LogFixture fixture;
    LogSearch search(fixture.log, looking(u"hit"_qs), 0);
    QSignalSpy nothing(&search, &LogSearch::nothingFound);
    search.findNext({0, {}}, true);
    QTRY_COMPARE(nothing.size(), 1);
    search.findPrevious({0, {}});
    QTRY_COMPARE(nothing.size(), 2);
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, "miss");
    search.wake();
    search.findPrevious({0, {}});
    QTRY_COMPARE(nothing.size(), 3);
}

void TestLogSearch::onlyWhatIsShown()
{
    LogFixture fixture;
    tenHits(fixture);
    LogSearch search(fixture.log, looking(u"hit"_qs), 0);
    auto shown = std::make_shared<RecordSet>(0);
    RecordSet::Chunk chunk;
    for (RecordNumber number = 0; number < 10; ++number)
        chunk.add(number, number == 4 ? 1 : 0);
    shown->store(0, chunk);
    search.setShown(shown);
    QList<RecordNumber> found;
    connect(&search, &LogSearch::found, &search, [&](const LogHit &hit) { found.append(hit.record); });
    search.findNext({0, {}}, true);
    QTRY_COMPARE(found, QList<RecordNumber>{4});
    search.findPrevious({4, {}});
    QTRY_COMPARE(found, (QList<RecordNumber>{4, 4})); // around, to itself
}

void TestLogSearch::waitsForWhatIsShown_data()
{
    QTest::addColumn<bool>("forward");
    QTest::addColumn<RecordNumber>("from");
    QTest::addColumn<bool>("orHere");
    QTest::addColumn<bool>("wrapped");
    QTest::newRow("next") << true << RecordNumber(3) << false << false;
    QTest::newRow("next, around") << true << RecordNumber(8) << false << true;
    QTest::newRow("here") << true << RecordNumber(7) << true << false;
    QTest::newRow("previous") << false << RecordNumber(9) << false << false;
    QTest::newRow("previous, around") << false << RecordNumber(2) << false << true;
}

// The filter is slower than the search: what it has not looked at is neither shown nor hidden yet.
void TestLogSearch::waitsForWhatIsShown()
{
    QFETCH(bool, forward);
    QFETCH(RecordNumber, from);
    QFETCH(bool, orHere);
    QFETCH(bool, wrapped);
    LogFixture fixture;
    tenHits(fixture);
    LogSearch search(fixture.log, looking(u"hit"_qs), 0);
    auto shown = std::make_shared<RecordSet>(0);
    RecordSet::Chunk chunk;
    for (RecordNumber number = 0; number < 6; ++number)
        chunk.add(number, 0);
    shown->store(0, chunk);
    search.setShown(shown);
    QList<LogHit> found;
    QList<bool> around;
    connect(&search, &LogSearch::found, &search, [&](const LogHit &hit, bool wrappedNow) {
        found.append(hit);
        around.append(wrappedNow);
    });
    QSignalSpy nothing(&search, &LogSearch::nothingFound);
    forward ? search.findNext({from, {}}, orHere) : search.findPrevious({from, {}});
    QTRY_VERIFY(search.waitsForShown() && search.progress() == 1);
    QVERIFY(found.isEmpty() && nothing.isEmpty());
    QCOMPARE(search.hiddenRecords(), quint64(6));
    for (RecordNumber number = 6; number < 10; ++number)
        chunk.add(number, number == 7 ? 1 : 0);
    shown->store(0, chunk);
    search.wakeByShown();
    QCOMPARE(found, (QList<LogHit>{{7, {0, 3}}})); // at once
    QCOMPARE(around, QList<bool>{wrapped});
    QVERIFY(!search.waitsForShown());
    QCOMPARE(search.hiddenRecords(), quint64(9));
    QVERIFY(nothing.isEmpty());
}

// Hits that the filter hides are passed over in the sets, without a look at the records.
void TestLogSearch::manyHiddenHits()
{
    constexpr RecordNumber count = 10'000;
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    {
        TrafficLog::Writer writer(*fixture.log);
        for (RecordNumber i = 0; i < count; ++i)
            writer.data(flow, Direction::In, qint64(i), "hit");
    }
    LogSearch search(fixture.log, looking(u"hit"_qs), 0);
    QTRY_COMPARE(search.records(), quint64(count));
    auto shown = std::make_shared<RecordSet>(0);
    for (RecordNumber index = 0; index <= RecordSet::chunkOf(count - 1); ++index) {
        RecordSet::Chunk chunk = shown->chunk(index);
        while (chunk.end < std::min(count, (index + 1) * RecordSet::chunkRecords))
            chunk.add(chunk.end, chunk.end == count - 2 ? 1 : 0);
        shown->store(index, chunk);
    }
    search.setShown(shown);
    QList<RecordNumber> found;
    connect(&search, &LogSearch::found, &search, [&](const LogHit &hit) { found.append(hit.record); });
    search.findNext({0, {}}, true);
    search.findPrevious({count - 1, {}});
    search.findNext({count - 2, {0, 3}});
    QCOMPARE(found, QList<RecordNumber>(3, count - 2)); // in this very turn of the event loop
    QCOMPARE(search.hiddenRecords(), quint64(count - 1));
    auto none = std::make_shared<RecordSet>(count);
    search.setShown(none);
    QSignalSpy nothing(&search, &LogSearch::nothingFound);
    search.findNext({0, {}}, true);
    QCOMPARE(nothing.size(), 1);
}

void TestLogSearch::newRecordsJoin()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, "hit");
    LogSearch search(fixture.log, looking(u"hit"_qs), 0);
    QTRY_COMPARE(search.hits(), quint64(1));
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, "hit hit");
    search.wake();
    QTRY_COMPARE(search.hits(), quint64(3));
    QCOMPARE(search.progress(), 1.0);
}

void TestLogSearch::places_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("record"); // -1: an error
    QTest::newRow("number") << u"1"_qs << 0;
    QTest::newRow("number with a comma") << u" 1,0 "_qs << 9;
    QTest::newRow("beyond the end") << u"1000"_qs << 9;
    QTest::newRow("nought") << u"0"_qs << -1;
    QTest::newRow("words") << u"there"_qs << -1;
    QTest::newRow("empty") << QString() << -1;
    QTest::newRow("time") << u"14:05"_qs << 5;
    QTest::newRow("between two") << u"14:04:30"_qs << 5;
    QTest::newRow("fraction") << u"14:05:00.000000001"_qs << 6;
    QTest::newRow("before the first") << u"13:00"_qs << 0;
    QTest::newRow("behind the last") << u"15:00"_qs << 9;
    QTest::newRow("date") << u"2026-01-31 14:07:00"_qs << 7;
    QTest::newRow("earlier date") << u"2025-12-31 23:59"_qs << 0;
    QTest::newRow("no such time") << u"25:00"_qs << -1;
}

void TestLogSearch::places()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    const qint64 start = QDateTime(QDate(2026, 1, 31), QTime(14, 0)).toSecsSinceEpoch();
    for (int minute = 0; minute < 10; ++minute)
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, (start + minute * 60) * 1'000'000'000, "x");
    QFETCH(QString, text);
    QFETCH(int, record);
    LogReader reader(fixture.log);
    const auto place = lookUpRecord(text, reader);
    QCOMPARE(place ? int(*place) : -1, record);
    if (!place)
        QVERIFY(!place.error().message.isEmpty());
}

void TestLogSearch::placesWhenTheClockWasSet_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("record");
    // 500 records of 14:00 to 14:08:19; one of 2040; then from 13:30 on 500 more; the newest is one of 1969.
    QTest::newRow("before the clock was set") << u"2026-01-31 14:04:00"_qs << 240;
    QTest::newRow("behind") << u"2026-01-31 13:34:00"_qs << 741;
    QTest::newRow("between") << u"2026-01-31 13:50"_qs << 0;
    QTest::newRow("nearest to the outlier") << u"2030-01-01 00:00"_qs << 500;
    QTest::newRow("behind all") << u"2050-01-01 00:00"_qs << 500;
    QTest::newRow("before all") << u"1960-01-01 00:00"_qs << 1001;
    QTest::newRow("without a date, of the day of the oldest record") << u"14:04:00"_qs << 240;
}

/// The nearest record is found wherever it stands, and read back too.
void TestLogSearch::placesWhenTheClockWasSet()
{
    QFETCH(QString, text);
    QFETCH(int, record);
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    const auto add = [&](const QDateTime &time) {
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, time.toSecsSinceEpoch() * 1'000'000'000, "x");
    };
    const QDateTime first(QDate(2026, 1, 31), QTime(14, 0));
    const QDateTime second(QDate(2026, 1, 31), QTime(13, 30));
    for (int i = 0; i < 500; ++i)
        add(first.addSecs(i));
    add(QDateTime(QDate(2040, 1, 1), QTime(0, 0)));
    for (int i = 0; i < 500; ++i)
        add(second.addSecs(i));
    add(QDateTime(QDate(1969, 6, 1), QTime(12, 0)));
    LogReader live(fixture.log);
    const auto place = lookUpRecord(text, live);
    QVERIFY(place);
    QCOMPARE(int(*place), record);
    const auto file = TrafficLog::openFile(fixture.log->segmentPath(1));
    QVERIFY(file);
    LogReader reader(*file);
    QCOMPARE(int(*lookUpRecord(text, reader)), record);
}

QTEST_GUILESS_MAIN(TestLogSearch)
#include "tst_logsearch.moc"
