// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// What peers do to us.
#include "tests/unit/endpoint/faulttest.h"
#include "tests/unit/endpoint/plainsocket.h"

#include <sys/resource.h>

class TestFaults : public FaultTest
{
    Q_OBJECT
private slots:
    void initTestCase();
    void thousandClientsReset();
    void slowReader();
};

void TestFaults::initTestCase()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 8192);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    startCounting();
}

/// Each peer's bytes are before its reset, and the server goes on.
void TestFaults::thousandClientsReset()
{
    constexpr int count = 1000;
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < 3 * count)
        QSKIP("The system allows too few open files.");
    {
        SessionFixture us(u"tcp-server://127.0.0.1:0"_qs);
        QTRY_VERIFY(us.isOpen());
        std::vector<PlainSocket> clients;
        QHash<quint16, QByteArray> sent;
        for (int i = 0; i < count; ++i) {
            clients.push_back(PlainSocket::connected(us.port()));
            QVERIFY(clients.back());
            const QByteArray bytes = pattern(10 + i, i);
            QCOMPARE(clients.back().write(bytes), bytes.size());
            sent.insert(clients.back().port(), bytes);
        }
        QTRY_COMPARE(us.session.peers().size(), size_t(count));
        for (PlainSocket &client : clients)
            client.reset();
        QTRY_VERIFY(us.haveLeft(count));
        QTRY_COMPARE(us.logged().count(EventCode::ResetByPeer), count);
        QCOMPARE(us.logged().count(EventCode::Connected), count);

        QHash<quint16, QByteArray> logged;
        QSet<quint16> ended;
        for (const Record &record : us.records()) {
            const quint16 port = record.remote.port;
            if (record.kind == RecordKind::Data) {
                QVERIFY(!ended.contains(port));
                logged[port].append(record.payload);
            } else if (record.event.code == EventCode::ResetByPeer) {
                ended.insert(record.event.args.value(0).section(u':', -1).toUShort());
            }
        }
        QVERIFY(logged == sent);
        QCOMPARE(ended.size(), count);

        PlainSocket another = PlainSocket::connected(us.port());
        another.write("still there");
        QTRY_VERIFY(us.bytes(Direction::In).endsWith("still there"));
        another.close();
        QTRY_VERIFY(us.haveLeft(count + 1));
        us.session.close();
        QTRY_VERIFY(us.isClosed());
        checkReopened(us);
    }
    checkLeaks();
}

/// What a peer does not read is neither logged as sent nor kept without limit.
void TestFaults::slowReader()
{
    {
        SessionFixture us(u"tcp-server://127.0.0.1:0"_qs);
        QTRY_VERIFY(us.isOpen());
        PlainSocket client = PlainSocket::connected(us.port());
        QTRY_COMPARE(us.session.peers().size(), size_t(1));
        const qint64 memory = Usage::now().memory;
        constexpr qint64 mostMemory = qint64(64) << 20;
        for (int round = 0; round < 4; ++round) {
            us.events.clear();
            for (int i = 0; i < 40; ++i) // different bytes: shared ones would use no memory
                us.session.send({}, QByteArray(1 << 20, char(i)));
            QTRY_VERIFY(us.saw(EventCode::PeerTooSlow));
            QTRY_VERIFY2(Usage::now().memory - memory < mostMemory,
                         qPrintable(QString::number(Usage::now().memory - memory)));
        }
        const qint64 sentBefore = qint64(us.session.counters().txBytes);
        QVERIFY(sentBefore < mostMemory);
        // Then it reads on: all that was queued comes, and the log has just that.
        const auto isAll = [&] {
            client.read();
            return us.session.waiting({}) == 0 && client.received.size() == qsizetype(us.session.counters().txBytes);
        };
        QTRY_VERIFY(isAll());
        QVERIFY(client.received.size() >= sentBefore);
        QVERIFY(us.bytes(Direction::Out) == client.received);
        client.reset();
        QTRY_VERIFY(us.haveLeft());
        us.session.close();
        QTRY_VERIFY(us.isClosed());
        checkReopened(us);
    }
    checkLeaks();
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
