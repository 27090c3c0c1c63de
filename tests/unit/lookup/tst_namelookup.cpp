// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/lookup/namelookup.h"

#include "tests/patience.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>

namespace {

using Names = tl::expected<systemnames::Names, Event>;
using NameOf = tl::expected<QString, Event>;

const QHostAddress ipv4Address(u"192.0.2.1"_qs);
const QHostAddress ipv6Address(u"2001:db8::1"_qs);

/// What a look-up has said.
struct Said
{
    explicit Said(const NameLookup &lookup)
    {
        QObject::connect(&lookup, &NameLookup::found, &context, [this](const Facts &more) {
            for (const Fact &fact : more)
                lines.append(u"%1: %2 (%3)"_qs.arg(fact.name, fact.value, fact.note));
        });
        QObject::connect(&lookup, &NameLookup::failed, &context,
                         [this](const QString &message) { failures.append(message); });
        QObject::connect(&lookup, &NameLookup::finished, &context, [this] { ++finished; });
    }
    QObject context;
    QStringList lines;
    QStringList failures;
    int finished = 0;
};

/// Queries that wait until the test lets them through.
struct LookupHold
{
    const std::shared_ptr<QSemaphore> asked = std::make_shared<QSemaphore>();
    const std::shared_ptr<QSemaphore> gate = std::make_shared<QSemaphore>();
    const std::shared_ptr<QSemaphore> ended = std::make_shared<QSemaphore>();

    NameLookup::Queries queries(std::chrono::milliseconds limit = std::chrono::seconds(60)) const
    {
        return {[asked = asked, gate = gate, ended = ended](const QString &) -> Names {
                    asked->release();
                    gate->acquire();
                    ended->release();
                    return systemnames::Names{{}, {ipv4Address}};
                },
                [](const QHostAddress &) -> NameOf { return u"held.example"_qs; }, limit};
    }
};

} // namespace

class TestNameLookup : public QObject
{
    Q_OBJECT
private slots:
    void findsAll();
    void addressAlone();
    void failure();
    void cancelled();
    void anotherOne();
    void timeLimit();
    void timeLimitOfNames();
    void ownerIsGone();
    void threadsAreBounded();
    void asksTheSystem();
};

void TestNameLookup::findsAll()
{
    NameLookup lookup(
        {[](const QString &name) -> Names {
             return systemnames::Names{u"real."_qs + name, {ipv4Address, ipv6Address, QHostAddress(u"10.0.0.1"_qs)}};
         },
         [](const QHostAddress &address) -> NameOf {
             if (address == ipv4Address)
                 return u"back\x1b[31m.example"_qs; // which a name server may say
             if (address == ipv6Address)
                 return QString();
             return tl::unexpected(Event{EventCode::NoNameServer, {address.toString()}});
         },
         std::chrono::seconds(60)});
    const Said said(lookup);
    lookup.start(u"host.example"_qs);
    QVERIFY(lookup.isRunning());
    QTRY_COMPARE(said.finished, 1);
    QVERIFY(!lookup.isRunning());
    const QString problem = eventText({EventCode::NoNameServer, {u"10.0.0.1"_qs}});
    QCOMPARE(
        said.lines,
        (QStringList{u"Name: host.example ()"_qs, u"Canonical name: real.host.example (The name is an alias of it)"_qs,
                     u"IPv4 address: 192.0.2.1 (Documentation)"_qs, u"IPv6 address: 2001:db8::1 (Documentation)"_qs,
                     u"IPv4 address: 10.0.0.1 (Private)"_qs, u"Name of the address: back␛[31m.example (192.0.2.1)"_qs,
                     u"Name of the address: – (No name is registered for 2001:db8::1)"_qs,
                     u"Name of the address: ? (%1)"_qs.arg(problem)}));
    QCOMPARE(said.failures, QStringList());
}

void TestNameLookup::addressAlone()
{
    NameLookup lookup(
        {{}, [](const QHostAddress &) -> NameOf { return u"back.example"_qs; }, std::chrono::seconds(60)});
    const Said said(lookup);
    lookup.start(ipv4Address);
    QTRY_COMPARE(said.finished, 1);
    QCOMPARE(said.lines, QStringList{u"Name of the address: back.example (192.0.2.1)"_qs});
}

void TestNameLookup::failure()
{
    const Event event{EventCode::HostNotFound, {u"host.example"_qs}};
    NameLookup lookup(
        {[event](const QString &) -> Names { return tl::unexpected(event); }, {}, std::chrono::seconds(60)});
    const Said said(lookup);
    lookup.start(u"host.example"_qs);
    QTRY_COMPARE(said.failures, QStringList{eventText(event)});
    QVERIFY(!lookup.isRunning());
    QCoreApplication::processEvents();
    QCOMPARE(said.finished, 0);
}

void TestNameLookup::cancelled()
{
    const LookupHold hold;
    NameLookup lookup(hold.queries());
    const Said said(lookup);
    lookup.start(u"a"_qs);
    hold.asked->acquire();
    lookup.cancel();
    QVERIFY(!lookup.isRunning());
    hold.gate->release();
    hold.ended->acquire();
    QCoreApplication::processEvents();
    QVERIFY(said.lines.isEmpty() && said.failures.isEmpty() && said.finished == 0);
}

void TestNameLookup::anotherOne()
{
    std::atomic<bool> isFirst = true;
    const auto gate = std::make_shared<QSemaphore>();
    NameLookup lookup({[&isFirst, gate](const QString &) -> Names {
                           if (isFirst.exchange(false))
                               gate->acquire();
                           return systemnames::Names{{}, {ipv4Address}};
                       },
                       [](const QHostAddress &) -> NameOf { return u"x"_qs; }, std::chrono::seconds(60)});
    const Said said(lookup);
    lookup.start(u"first"_qs);
    QTRY_VERIFY(!isFirst);
    lookup.start(u"second"_qs);
    QTRY_COMPARE(said.finished, 1);
    gate->release();
    QTest::qWait(20);
    QCOMPARE(said.finished, 1);
    QCOMPARE(said.lines.first(), u"Name: second ()"_qs);
    QVERIFY(!said.lines.contains(u"Name: first ()"_qs));
}

void TestNameLookup::timeLimit()
{
    const LookupHold hold;
    NameLookup lookup(hold.queries(std::chrono::milliseconds(50)));
    const Said said(lookup);
    lookup.start(u"host.example"_qs);
    QTRY_COMPARE(said.failures.size(), 1);
    QVERIFY2(said.failures.first().contains(u"No answer within 0.05 s for “host.example”"),
             qPrintable(said.failures.first()));
    hold.gate->release();
    hold.ended->acquire();
    QCoreApplication::processEvents();
    QVERIFY(said.lines.isEmpty());
    QCOMPARE(said.failures.size(), 1);
}

void TestNameLookup::timeLimitOfNames()
{
    const auto gate = std::make_shared<QSemaphore>();
    NameLookup lookup({[](const QString &) -> Names {
                           return systemnames::Names{{}, {ipv4Address}};
                       },
                       [gate](const QHostAddress &) -> NameOf {
                           gate->acquire();
                           return QString();
                       },
                       std::chrono::seconds(2)}); // enough for the name itself
    const Said said(lookup);
    lookup.start(u"host.example"_qs);
    QTRY_COMPARE(said.finished, 1);
    gate->release();
    QCOMPARE(said.lines.last(), u"Name of the address: ? (No answer within 2 s)"_qs);
    QCOMPARE(said.failures, QStringList());
}

void TestNameLookup::ownerIsGone()
{
    const LookupHold hold;
    auto lookup = std::make_unique<NameLookup>(hold.queries());
    const Said said(*lookup);
    lookup->start(u"a"_qs);
    hold.asked->acquire();
    lookup.reset();
    hold.gate->release();
    hold.ended->acquire();
    QCoreApplication::processEvents();
    QVERIFY(said.lines.isEmpty());
}

/// A look-up waits for half a minute when the name server is silent; the user may ask again and again.
void TestNameLookup::threadsAreBounded()
{
    const LookupHold hold;
    NameLookup lookup(hold.queries());
    const Said said(lookup);
    for (int i = 0; i < NameLookup::maxThreads; ++i) {
        lookup.start(QString::number(i));
        // The thread of a test before may just be ending.
        QTRY_VERIFY(lookup.isRunning() || (lookup.start(QString::number(i)), lookup.isRunning()));
    }
    QVERIFY(hold.asked->tryAcquire(NameLookup::maxThreads, patienceMs));
    const qsizetype failures = said.failures.size();
    lookup.start(u"one more"_qs);
    QVERIFY(!lookup.isRunning());
    QCOMPARE(said.failures.size(), failures + 1);
    QVERIFY2(said.failures.last().startsWith(u"8 "), qPrintable(said.failures.last()));
    hold.gate->release(NameLookup::maxThreads);
    QVERIFY(hold.ended->tryAcquire(NameLookup::maxThreads, patienceMs));
    const auto works = [&] { // once the threads have ended
        lookup.start(u"again"_qs);
        return lookup.isRunning();
    };
    QVERIFY(QTest::qWaitFor(works, patienceMs));
    hold.gate->release();
    QTRY_COMPARE(said.finished, 1);
}

void TestNameLookup::asksTheSystem()
{
    NameLookup lookup;
    const Said said(lookup);
    lookup.start(u"localhost"_qs);
    QTRY_COMPARE(said.finished, 1);
    const QString lines = said.lines.join(u'\n');
    QVERIFY2(lines.contains(u"IPv4 address: 127.0.0.1 (Loopback)") || lines.contains(u"IPv6 address: ::1 (Loopback)"),
             qPrintable(lines));
    QVERIFY2(lines.contains(u"Name of the address: "), qPrintable(lines));
    lookup.start(QHostAddress(QHostAddress::LocalHost));
    QTRY_COMPARE(said.finished, 2);
    QVERIFY2(said.lines.last().contains(u"Name of the address: localhost"), qPrintable(said.lines.last()));
}

QTEST_GUILESS_MAIN(TestNameLookup)
#include "tst_namelookup.moc"
