// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/unit/endpoint/lookupgate.h"

#include <QNetworkInterface>
#include <QProcess>
#include <QTest>

#include <cstdio>
#include <set>

namespace {

using Answers = QList<Resolver::Addresses>;

QHostAddress first(const Resolver::Addresses &answer)
{
    return answer ? answer->first() : QHostAddress();
}

/// Without the event loop, so that no result is delivered.
void waitForRunning(const Resolver &resolver, int count)
{
    while (resolver.running() != count)
        QThread::yieldCurrentThread();
}

} // namespace

class TestResolver : public QObject
{
    Q_OBJECT
private slots:
    void atOnce();
    void asksTheSystem();
    void answersOnTheThreadOfTheContext();
    void nothingComesForOneWhoIsGone();
    void theContextMayGoInItsAnswer();
    void theResolverMayGoBefore();
    void theSameNameIsAskedForOnce();
    void answersKeepTheirOrder();
    void failuresAreNotRemembered();
    void threadsAreBounded();
    void hostErrors_data();
    void hostErrors();
    void theProgramEndsMeanwhile();
};

void TestResolver::atOnce()
{
    Resolver resolver([](const QString &host) { return Resolver::Addresses(tl::unexpected(Event{{}, {host}})); });
    for (const QString &host : {u""_qs, u"127.0.0.1"_qs, u"::1"_qs, u"fe80::1%lo"_qs}) {
        QHostAddress found(u"1.1.1.1"_qs);
        resolver.resolve(host, this, [&](const Resolver::Addresses &answer) { found = first(answer); });
        QCOMPARE(found, QHostAddress(host));
    }
}

void TestResolver::asksTheSystem()
{
    Resolver resolver;
    Answers answers;
    resolver.resolve(u"localhost"_qs, this, [&](const Resolver::Addresses &answer) { answers.append(answer); });
    QTRY_COMPARE(answers.size(), 1);
    QVERIFY(answers.first().has_value());
    QVERIFY(answers.first()->first().isLoopback());
    resolver.resolve(u"no such host"_qs, this, [&](const Resolver::Addresses &answer) { answers.append(answer); });
    QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 2, 60'000);
    QVERIFY(!answers.last().has_value());
    QCOMPARE(answers.last().error().args.first(), u"no such host"_qs);
}

void TestResolver::answersOnTheThreadOfTheContext()
{
    LookupGate gate;
    Resolver resolver(gate.query());
    QThread *thread = nullptr;
    resolver.resolve(u"a"_qs, this, [&](const Resolver::Addresses &) { thread = QThread::currentThread(); });
    gate.open();
    QTRY_COMPARE(thread, QThread::currentThread());
}

void TestResolver::nothingComesForOneWhoIsGone()
{
    LookupGate gate;
    Resolver resolver(gate.query());
    bool called = false;
    auto context = std::make_unique<QObject>();
    resolver.resolve(u"a"_qs, context.get(), [&](const Resolver::Addresses &) { called = true; });
    resolver.resolve(u"b"_qs, context.get(), [&](const Resolver::Addresses &) { called = true; });
    gate.waitForAsked(2);
    gate.open(1);
    waitForRunning(resolver, 1); // one result is posted, the other look-up is running
    context.reset();
    gate.open();
    waitForRunning(resolver, 0);
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

void TestResolver::theContextMayGoInItsAnswer()
{
    LookupGate gate;
    gate.open();
    Resolver resolver(gate.query());
    auto context = std::make_unique<QObject>();
    int calls = 0;
    for (int i = 0; i < 3; ++i) {
        resolver.resolve(u"a"_qs, context.get(), [&](const Resolver::Addresses &) {
            ++calls;
            context.reset();
        });
    }
    QTRY_COMPARE(calls, 1);
    QTRY_COMPARE(resolver.running(), 0);
    QCoreApplication::processEvents();
    QCOMPARE(calls, 1);
}

void TestResolver::theResolverMayGoBefore()
{
    LookupGate gate;
    auto resolver = std::make_unique<Resolver>(gate.query());
    bool called = false;
    for (int i = 0; i < Resolver::maxThreads + 3; ++i)
        resolver->resolve(QString::number(i) + u'x', this, [&](const Resolver::Addresses &) { called = true; });
    gate.waitForAsked(Resolver::maxThreads);
    resolver.reset();
    gate.open();
    gate.waitForAnswered(Resolver::maxThreads);
    QCoreApplication::processEvents();
    QVERIFY(!called);
    QCOMPARE(gate.asked(), Resolver::maxThreads); // queued names are not looked up any more
}

void TestResolver::theSameNameIsAskedForOnce()
{
    LookupGate gate;
    Resolver resolver(gate.query());
    int calls = 0;
    QObject other;
    for (int i = 0; i < 50; ++i)
        resolver.resolve(u"a"_qs, i % 2 ? this : &other, [&](const Resolver::Addresses &) { ++calls; });
    gate.open();
    QTRY_COMPARE(calls, 50);
    QCOMPARE(gate.asked(), 1);
    // And the result is cached.
    resolver.resolve(u"a"_qs, this, [&](const Resolver::Addresses &) { ++calls; });
    QCOMPARE(calls, 51);
}

/// Datagrams to one name arrive in the order of sending, though later ones could use the cache.
void TestResolver::answersKeepTheirOrder()
{
    LookupGate gate;
    Resolver resolver(gate.query());
    QList<int> order;
    int asked = 0;
    const auto ask = [&] {
        resolver.resolve(u"a"_qs, this, [&, number = asked++](const Resolver::Addresses &) {
            order.append(number);
            QObject quick; // another context need not wait
            bool atOnce = false;
            resolver.resolve(u"a"_qs, &quick, [&](const Resolver::Addresses &) { atOnce = true; });
            QVERIFY(atOnce);
        });
    };
    ask();
    ask();
    gate.open();
    waitForRunning(resolver, 0); // without the event loop: the results are not delivered
    ask();
    ask();
    QTRY_COMPARE(order.size(), 4);
    QCOMPARE(order, (QList<int>{0, 1, 2, 3}));
}

void TestResolver::failuresAreNotRemembered()
{
    std::atomic<int> asked = 0;
    Resolver resolver([&](const QString &host) -> Resolver::Addresses {
        if (++asked == 1)
            return tl::unexpected(Event{EventCode::LookupFailed, {host, u"busy"_qs}});
        return QList{QHostAddress(QHostAddress::LocalHost)};
    });
    Answers answers;
    const auto ask = [&] {
        resolver.resolve(u"a"_qs, this, [&](const Resolver::Addresses &answer) { answers.append(answer); });
    };
    ask();
    QTRY_COMPARE(answers.size(), 1);
    QCOMPARE(answers.first().error().code, EventCode::LookupFailed);
    ask();
    QTRY_COMPARE(answers.size(), 2);
    QVERIFY(answers.last().has_value());
    QTRY_COMPARE(resolver.running(), 0);
}

void TestResolver::threadsAreBounded()
{
    LookupGate gate;
    Resolver resolver(gate.query());
    constexpr int names = 100;
    std::set<QString> answered;
    for (int i = 0; i < names; ++i) {
        const QString name = u"host%1"_qs.arg(i);
        resolver.resolve(name, this, [&, name](const Resolver::Addresses &) { answered.insert(name); });
    }
    gate.waitForAsked(Resolver::maxThreads);
    QCOMPARE(resolver.running(), Resolver::maxThreads);
    QCOMPARE(gate.asked(), Resolver::maxThreads);
    gate.open();
    QTRY_COMPARE(answered.size(), size_t(names));
    QTRY_COMPARE(resolver.running(), 0);
}

void TestResolver::hostErrors_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("code"); // -1: none
    const auto row = [](const char *host, EventCode code) {
        QTest::newRow(host) << QString::fromUtf8(host) << int(code);
    };
    const auto good = [](const char *host) { QTest::newRow(host) << QString::fromUtf8(host) << -1; };
    row("256.1.1.1", EventCode::NotAnAddress);
    row("1.2.3.4.5", EventCode::NotAnAddress);
    row("192.168.1.300", EventCode::NotAnAddress);
    row("192.168.1", EventCode::NotAnAddress);
    row("192.168.001.010", EventCode::NotAnAddress);
    row("3232235786", EventCode::NotAnAddress);
    row("fe80::1", EventCode::ScopeMissing);
    row("fe80::1%nosuch", EventCode::ScopeUnknown);
    row("fe80::1%4000000", EventCode::ScopeUnknown);
    row("::1%nosuch", EventCode::ScopeUnknown);
    good("");
    good("127.0.0.1");
    good("127.1");
    good("169.254.1.1");
    good("::1");
    good("fe80::1%lo");
    good("fe80::1%1");
    good("ff02::1");
    good("localhost");
    good("my_host.example");
    good("1.2.3.4.example");
    good("4you");
    good("münchen.example");
}

void TestResolver::hostErrors()
{
    QFETCH(QString, host);
    QFETCH(int, code);
    const auto trouble = hostError(host);
    QCOMPARE(trouble ? int(trouble->code) : -1, code);
    if (!trouble)
        return;
    QVERIFY(eventText(*trouble).contains(host));
    // And nothing is looked up.
    std::atomic<bool> asked = false;
    Resolver resolver([&](const QString &) {
        asked = true;
        return Resolver::Addresses(QList<QHostAddress>());
    });
    int reported = -1;
    resolver.resolve(host, this, [&](const Resolver::Addresses &answer) { reported = int(answer.error().code); });
    QCOMPARE(reported, code);
    QVERIFY(!asked);
}

/// In a program of its own, see hang(): its look-ups never end, and it does.
void TestResolver::theProgramEndsMeanwhile()
{
    QProcess program;
    program.setProcessChannelMode(QProcess::SeparateChannels);
    program.start(QCoreApplication::applicationFilePath(), {u"tst_resolver"_qs, u"--hang"_qs});
    QVERIFY2(program.waitForFinished(programPatienceMs), "it waits for its look-ups");
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 7);
    QCOMPARE(program.readAllStandardOutput(), "16 asked");
}

namespace {

int hang(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    LookupGate gate; // stays closed
    const auto resolver = std::make_shared<Resolver>(gate.query());
    QObject context;
    for (int i = 0; i < Resolver::maxThreads; ++i)
        resolver->resolve(QString::number(i) + u'x', &context, [](const Resolver::Addresses &) {});
    gate.waitForAsked(Resolver::maxThreads);
    std::printf("%d asked", gate.asked()); // flushed when the program ends
    return 7;
}

} // namespace

static int mainResolver(int argc, char **argv)
{
    if (argc > 1 && QByteArrayView(argv[1]) == "--hang")
        return hang(argc, argv);
    const QCoreApplication application(argc, argv);
    TestResolver test;
    return QTest::qExec(&test, argc, argv);
}
TEST_MAIN(mainResolver)
#include "tst_resolver.moc"
