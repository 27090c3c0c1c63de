// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/event.h"

#include <QTest>

class TestEvent : public QObject
{
    Q_OBJECT
private slots:
    void namesComeBack();
    void oldNamesAreRead();
    void text_data();
    void text();
};

void TestEvent::namesComeBack()
{
    for (int i = 0; i <= int(EventCode::Other); ++i)
        QCOMPARE(eventFromName(eventName(EventCode(i))), EventCode(i));
    QVERIFY(!eventFromName(u"no such event"_qs));
}

void TestEvent::oldNamesAreRead()
{
    QCOMPARE(eventFromName(u"half-open"_qs), EventCode::HalfClosed);
    QCOMPARE(eventFromName(u"half-open-over"_qs), EventCode::HalfClosedTimeout);
    QCOMPARE(eventFromName(u"half-open-cut"_qs), EventCode::HalfClosedEvicted);
    QCOMPARE(eventName(EventCode::HalfClosed), u"half-closed"_qs);
    QCOMPARE(eventName(EventCode::HalfClosedTimeout), u"half-closed-timeout"_qs);
    QCOMPARE(eventName(EventCode::HalfClosedEvicted), u"half-closed-evicted"_qs);
}

void TestEvent::text_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<QString>("part");
    QTest::newRow("count") << Event{EventCode::ClientLimit, {u"3"_qs, u"10.0.0.1:5"_qs, u"2"_qs}}
                           << u"Refused 3 client(s), because 2 are connected"_qs; // without a translation
    QTest::newRow("huge count") << Event{EventCode::KernelDrops, {u"99999999999"_qs}} << u"dropped 2147483647 "_qs;
    QTest::newRow("name with control characters")
        << Event{EventCode::PortInUse, {u"8080"_qs, u"\x1b[31m\nlistening (PID 7)"_qs}}
        << u"by ␛[31m␊listening (PID 7)."_qs;
    QTest::newRow("port in use") << Event{EventCode::PortInUse, {u"8080"_qs, {}}} << u"8080 is in use by another"_qs;
    QTest::newRow("by whom") << Event{EventCode::PortInUse, {u"8080"_qs, u"nc (PID 7)"_qs}} << u"by nc (PID 7)."_qs;
    QTest::newRow("by this program") << Event{EventCode::PortInUse, {u"8080"_qs, u"nc (PID 7)"_qs, u"self"_qs}}
                                     << u"in use by this program itself, nc (PID 7). Close it there"_qs;
    QTest::newRow("by another user") << Event{EventCode::PortInUse, {u"8080"_qs, {}, u"www-data"_qs}}
                                     << u"in use by a program of the user www-data."_qs;
    QTest::newRow("order of arguments") << Event{EventCode::SendFailed, {u"h:1"_qs, u"12"_qs, u"why"_qs}}
                                        << u"12 bytes to h:1 could not be sent: why"_qs;
    QTest::newRow("an argument with a percent sign")
        << Event{EventCode::Other, {u"%2"_qs, u"x%1"_qs}} << u"%2: system error: x%1."_qs;
    QTest::newRow("others") << Event{EventCode::NoPeer, {}, 7} << u"or enter a target. (and 7 more of this kind)"_qs;
    QTest::newRow("missing arguments") << Event{EventCode::Other, {}} << u": "_qs;
}

void TestEvent::text()
{
    QFETCH(Event, event);
    QFETCH(QString, part);
    QVERIFY2(eventText(event).contains(part), qPrintable(eventText(event)));
}

QTEST_GUILESS_MAIN(TestEvent)
#include "tst_event.moc"
