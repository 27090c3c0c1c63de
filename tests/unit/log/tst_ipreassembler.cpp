// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/import/ipreassembler.h"

#include <QTest>

/// IP fragments in any order, with parts missing, and more of them than may wait.
class TestIpReassembler : public QObject
{
    Q_OBJECT
private slots:
    void joins_data();
    void joins();
    void incomplete();
    void cutWhenCaptured();
    void waitsOnlySoLong();
    void numberIsUsedAgain();
    void holdsOnlySoMany();
    void holdsOnlySoMuch();
    void contradicts();

private:
    static constexpr qint64 second = 1'000'000'000;

    static packetparser::Packet piece(quint32 offset, QByteArrayView bytes, bool last, quint32 identification = 1,
                                      quint32 notCaptured = 0)
    {
        packetparser::Packet packet;
        packet.verdict = packetparser::Verdict::Fragment;
        packet.from.host[0] = 10;
        packet.to.host[0] = 11;
        packet.fragment = {identification, 17, last, offset, quint32(bytes.size()) + notCaptured, bytes};
        return packet;
    }
};

void TestIpReassembler::joins_data()
{
    QTest::addColumn<QList<int>>("order"); // of these: 0 abcdefgh, 1 ijklmnop, 2 qr (the last), 3 EFGHIJKL at 4
    QTest::addColumn<QByteArray>("expected");
    const QByteArray plain("abcdefghijklmnopqr");
    QTest::newRow("in order") << QList<int>{0, 1, 2} << plain;
    QTest::newRow("backwards") << QList<int>{2, 1, 0} << plain;
    QTest::newRow("the middle last") << QList<int>{0, 2, 1} << plain;
    QTest::newRow("some twice") << QList<int>{0, 0, 1, 1, 2} << plain;
    QTest::newRow("the lower offset counts") << QList<int>{3, 0, 1, 2} << QByteArray("abcdefghIJKLmnopqr");
}

void TestIpReassembler::joins()
{
    QFETCH(QList<int>, order);
    QFETCH(QByteArray, expected);
    const packetparser::Packet pieces[] = {piece(0, "abcdefgh", false), piece(8, "ijklmnop", false),
                                           piece(16, "qr", true), piece(4, "EFGHIJKL", false)};
    IpReassembler reassembler;
    for (const int i : order) {
        QVERIFY(!reassembler.take());
        QVERIFY(reassembler.add(i, pieces[i]));
    }
    const auto whole = reassembler.take();
    QVERIFY(whole && whole->isWhole());
    QCOMPARE(whole->bytes, expected);
    QCOMPARE(whole->protocol, quint8(17));
    QCOMPARE(whole->timeNs, qint64(order.last()));
    QVERIFY(reassembler.isEmpty());
}

/// What is behind the missing part is counted.
void TestIpReassembler::incomplete()
{
    IpReassembler reassembler;
    reassembler.add(5, piece(0, "abcdefgh", false));
    reassembler.add(7, piece(24, "yz", true));
    reassembler.flush();
    const auto part = reassembler.take();
    QVERIFY(part && !part->isWhole() && part->endKnown);
    QCOMPARE(part->bytes, QByteArray("abcdefgh"));
    QCOMPARE(part->size, 26U);
    QCOMPARE(part->unshown, 2U);
    QCOMPARE(part->fragments, 2U);
    QVERIFY(!reassembler.take());
}

/// Sent completely, captured in part.
void TestIpReassembler::cutWhenCaptured()
{
    IpReassembler reassembler;
    reassembler.add(0, piece(0, "abcd", false, 1, 4));
    QVERIFY(!reassembler.take());
    reassembler.add(0, piece(8, "ij", true));
    const auto part = reassembler.take();
    QVERIFY(part && !part->isWhole());
    QCOMPARE(part->bytes, QByteArray("abcd"));
    QCOMPARE(part->size, 10U);
    QCOMPARE(part->unshown, 2U);
}

/// 60 seconds; but a clock that jumps gives up nothing that comes right behind.
void TestIpReassembler::waitsOnlySoLong()
{
    IpReassembler reassembler;
    reassembler.add(0, piece(0, "abcdefgh", false));
    reassembler.passed(1000 * second);
    QVERIFY(!reassembler.take());
    for (int i = 0; i < 100; ++i)
        reassembler.passed(59 * second);
    QVERIFY(!reassembler.take());
    reassembler.passed(61 * second);
    QVERIFY(reassembler.take());
    reassembler.add(0, piece(0, "abcdefgh", false));
    for (int i = 0; i < 100; ++i)
        reassembler.passed(-1000 * second); // the clock was set back
    QVERIFY(!reassembler.take());
}

void TestIpReassembler::numberIsUsedAgain()
{
    IpReassembler reassembler;
    reassembler.add(0, piece(0, "abcdefgh", false));
    reassembler.add(100 * second, piece(8, "new", true));
    const auto old = reassembler.take();
    QVERIFY(old && !old->isWhole());
    reassembler.add(100 * second, piece(0, "it's new", false));
    const auto whole = reassembler.take();
    QVERIFY(whole && whole->isWhole());
    QCOMPARE(whole->bytes, QByteArray("it's newnew"));
}

void TestIpReassembler::holdsOnlySoMany()
{
    IpReassembler reassembler;
    constexpr quint32 sent = 20'000;
    size_t givenUp = 0;
    for (quint32 i = 0; i < sent; ++i) {
        reassembler.add(i, piece(0, "abcdefgh", false, i));
        while (reassembler.take())
            ++givenUp;
        QVERIFY(i + 1 - givenUp <= IpReassembler::maxPackets);
    }
    QCOMPARE(sent - givenUp, IpReassembler::maxPackets);
    reassembler.flush();
    while (reassembler.take())
        ++givenUp;
    QCOMPARE(givenUp, size_t(sent));
}

void TestIpReassembler::holdsOnlySoMuch()
{
    IpReassembler reassembler;
    const QByteArray large(60'000, 'x');
    qsizetype held = 0;
    for (quint32 i = 0; i < 1000; ++i) {
        reassembler.add(i, piece(0, large, false, i));
        held += large.size();
        while (const auto packet = reassembler.take())
            held -= packet->bytes.size();
        QVERIFY(held <= IpReassembler::maxBytes);
    }
    QVERIFY(held > IpReassembler::maxBytes / 2);
}

void TestIpReassembler::contradicts()
{
    IpReassembler reassembler;
    QVERIFY(!reassembler.add(0, piece(65'528, "beyond all bounds", true)));
    QVERIFY(reassembler.isEmpty());
    reassembler.add(0, piece(8, "ij", true));        // the end is here,
    reassembler.add(0, piece(16, "and here", true)); // not there
    reassembler.add(0, piece(0, "abcdefgh", false));
    const auto whole = reassembler.take();
    QVERIFY(whole && whole->isWhole());
    QCOMPARE(whole->bytes, QByteArray("abcdefghij"));
}

QTEST_GUILESS_MAIN(TestIpReassembler)
#include "tst_ipreassembler.moc"
