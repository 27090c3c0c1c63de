// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/textcodec.h"
#include "model/replies/replyrules.h"
#include "model/sending/listplan.h"
#include "tests/unit/endpoint/lookupgate.h"
#include "tests/unit/session/sessionfixture.h"

#include <QTest>

#include <random>
#include <thread>

/// Events that arrive while a session ends, at any moment. Most useful under the sanitizers.
class TestTeardown : public QObject
{
    Q_OBJECT
private slots:
    void beforeTheAnswer_data();
    void beforeTheAnswer();
    void atTheAnswer();
    void inASlot_data();
    void inASlot();
    void reopenedBeforeTheAnswer();
    void atAnyMoment_data();
    void atAnyMoment();
};

namespace {

std::unique_ptr<Session> makeSession(const LogFixture &fixture, const std::shared_ptr<Resolver> &resolver)
{
    return std::make_unique<Session>(fixture.log, resolver);
}

EndpointUrl parsed(const QString &text)
{
    return EndpointUrl::parse(text).value();
}

} // namespace

void TestTeardown::beforeTheAnswer_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("client") << u"tcp://host.example:80"_qs;
    QTest::newRow("client from a name") << u"tcp://127.0.0.1:80?local=host.example:0"_qs;
    QTest::newRow("server") << u"tcp-server://host.example:0"_qs;
    QTest::newRow("datagrams") << u"udp-server://host.example:0"_qs;
    QTest::newRow("target") << u"udp://host.example:9"_qs;
}

/// Neither closing nor destruction waits for a silent name server, and a late result is dropped.
void TestTeardown::beforeTheAnswer()
{
    QFETCH(QString, url);
    LookupGate gate;
    const LogFixture fixture;
    {
        const auto resolver = std::make_shared<Resolver>(gate.query());
        auto closed = makeSession(fixture, resolver);
        closed->open(parsed(url));
        gate.waitForAsked(1);
        closed->close();
        QTRY_COMPARE(closed->state(), Session::State::Closed);
        auto ended = makeSession(fixture, resolver);
        ended->open(parsed(url));
        QTest::qWait(10); // the look-up runs on its thread
        ended.reset();
        closed.reset();
    }
    gate.open();
    gate.waitForAnswered(gate.asked());
}

/// Results that arrive at the moment at which the session ends.
void TestTeardown::atTheAnswer()
{
    const LogFixture fixture;
    std::mt19937 random(1); // NOLINT: the same every time
    for (int i = 0; i < 150; ++i) {
        LookupGate gate;
        auto session = makeSession(fixture, std::make_shared<Resolver>(gate.query()));
        session->open(parsed(i % 2 ? u"tcp://host.example:1"_qs : u"udp://host.example:9"_qs));
        gate.waitForAsked(1);
        std::thread answering([&gate, us = random() % 200] {
            std::this_thread::sleep_for(std::chrono::microseconds(us));
            gate.open();
        });
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 200));
        if (i % 3 == 0)
            QCoreApplication::processEvents();
        session.reset();
        answering.join();
        gate.waitForAnswered(1);
    }
}

void TestTeardown::inASlot_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("stateChanged") << 0;
    QTest::newRow("happened") << 1;
    QTest::newRow("peersChanged") << 2;
    QTest::newRow("logGrew") << 3;
    QTest::newRow("sendingProgressed") << 4;
    QTest::newRow("sendingEnded") << 5;
    QTest::newRow("roomToSend") << 6;
}

/// A slot of every signal may delete the session, at the first emission and later ones.
void TestTeardown::inASlot()
{
    QFETCH(int, signal);
    const LogFixture serverLog;
    Session server(serverLog.log);
    server.open(parsed(u"tcp-server://127.0.0.1:0"_qs));
    QTRY_COMPARE(server.state(), Session::State::Open);
    for (int after = 0; after < 4; ++after) {
        const LogFixture fixture;
        auto session = makeSession(fixture, std::make_shared<Resolver>());
        int left = after;
        bool watched = true;
        const auto told = [&] {
            if (watched && left-- == 0)
                session.reset();
        };
        const auto toldOfGrowth = [&, told] {
            session->takeGrowth();
            told();
        };
        const std::function<void()> connections[] = {
            [&] { connect(session.get(), &Session::stateChanged, this, told); },
            [&] { connect(session.get(), &Session::happened, this, told); },
            [&] { connect(session.get(), &Session::peersChanged, this, told); },
            [&] { connect(session.get(), &Session::logGrew, this, toldOfGrowth); },
            [&] { connect(session.get(), &Session::sendingProgressed, this, told); },
            [&] { connect(session.get(), &Session::sendingEnded, this, told); },
            [&] { connect(session.get(), &Session::roomToSend, this, told); },
        };
        connections[signal]();
        session->open(parsed(u"tcp://127.0.0.1:%1?reconnect=1"_qs.arg(server.localAddress().port)));
        const auto step = [&](const std::function<void()> &what) {
            if (session)
                what();
            for (int i = 0; session && i < 5; ++i)
                QTest::qWait(5);
        };
        step([&] {
            SendJob job;
            job.makePlan = [] { return std::make_unique<ListPlan>("x", 300, std::chrono::milliseconds(1)); };
            session->startSending(job);
        });
        step([&] {
            session->waiting({});
            session->send({}, QByteArray(1 << 20, 'x'));
            session->send({}, QByteArray(9 << 20, 'x')); // too much
        });
        step([&] { session->stopSending(); });
        step([&] { session->close(); });
        step([&] { session->send({}, "nobody is there"); });
        watched = false;
        if (session)
            session.reset(); // the signal was not emitted so often
    }
}

/// Events of an earlier endpoint are dropped, even if the next one has the same address in memory.
void TestTeardown::reopenedBeforeTheAnswer()
{
    LookupGate gate;
    SessionFixture other;
    const LogFixture fixture;
    Session session(fixture.log, std::make_shared<Resolver>(gate.query()));
    QList<Session::State> states;
    connect(&session, &Session::stateChanged, this, [&] { states.append(session.state()); });
    for (int i = 0; i < 20; ++i)
        session.open(parsed(u"udp-server://127.0.0.1:0"_qs));
    session.open(parsed(u"tcp://host.example:1"_qs));
    gate.waitForAsked(1);
    QCoreApplication::processEvents();
    QCOMPARE(session.state(), Session::State::Opening);
    QCOMPARE(states.count(Session::State::Open), 0);
    QCOMPARE(states.count(Session::State::Closed), 0);
    gate.open();
    QTRY_COMPARE(session.state(), Session::State::Closed); // refused
}

void TestTeardown::atAnyMoment_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 6; ++seed)
        QTest::addRow("%u", seed) << seed;
}

/// Everything at once: clients, servers, datagrams, names, rules with delays, repeated sending, connecting again.
void TestTeardown::atAnyMoment()
{
    QFETCH(quint32, seed);
    std::mt19937 random(seed); // NOLINT: the same every time
    const auto codec = TextCodec::find(u"UTF-8"_qs).value();
    const auto rules = std::make_shared<const ReplyRules>(
        ReplyRules::parse(R"([{"when": {"event": "connect"}, "reply": {"text": "welcome"}, "delay_ms": 3},
                              {"reply": {"text": "late"}, "delay_ms": 2}])",
                          codec, {})
            .value());
    const auto resolver = std::make_shared<Resolver>([delay = std::make_shared<std::atomic<int>>()](const QString &) {
        std::this_thread::sleep_for(std::chrono::microseconds((*delay += 700) % 5000));
        return Resolver::Addresses(QList{QHostAddress(QHostAddress::LocalHost)});
    });
    std::vector<std::unique_ptr<LogFixture>> logs;
    for (int round = 0; round < 4; ++round) {
        std::vector<std::unique_ptr<Session>> sessions;
        const auto open = [&](const QString &url) -> Session & {
            logs.push_back(std::make_unique<LogFixture>());
            sessions.push_back(makeSession(*logs.back(), resolver));
            sessions.back()->open(parsed(url));
            return *sessions.back();
        };
        Session &server = open(u"tcp-server://127.0.0.1:0"_qs);
        Session &udp = open(u"udp-server://127.0.0.1:0?reply=echo"_qs);
        server.setReplies(rules);
        QTRY_VERIFY(server.state() == Session::State::Open && udp.state() == Session::State::Open);
        const QString tcpPort = QString::number(server.localAddress().port);
        const QString udpPort = QString::number(udp.localAddress().port);
        for (int i = 0; i < 4; ++i) {
            const QString name = u"host%1.example"_qs.arg(random() % 50);
            SendJob job;
            job.makePlan = [] { return std::make_unique<ListPlan>("again", 0, std::chrono::microseconds(300)); };
            open(u"tcp://%1:%2?reconnect=1"_qs.arg(name, tcpPort)).startSending(job);
            open(u"tcp://127.0.0.1:%1"_qs.arg(tcpPort)).send({}, "hello");
            open(u"udp://%1:%2"_qs.arg(name, udpPort)).startSending(job);
            open(u"tcp://%1:1?reconnect=1"_qs.arg(name)); // refused
        }
        std::shuffle(sessions.begin(), sessions.end(), random);
        while (!sessions.empty()) {
            if (random() % 3 == 0)
                QTest::qWait(int(random() % 6));
            if (random() % 4 == 0)
                sessions.back()->close();
            sessions.pop_back();
        }
    }
    QTRY_COMPARE(resolver->running(), 0);
}

QTEST_GUILESS_MAIN(TestTeardown)
#include "tst_teardown.moc"
