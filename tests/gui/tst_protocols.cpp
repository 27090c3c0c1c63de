// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT

// The choice of a protocol, and of a start and an end, in the group Receive.
#include "model/bytes/hex/hex.h"
#include "model/bytes/protocolpreset.h"
#include "tests/gui/windowfixture.h"
#include "widgets/log/logarea.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"

class TestProtocols : public QObject
{
    Q_OBJECT
private slots:
    void protocol_data();
    void protocol();
    void leavesNothing_data();
    void leavesNothing();
    void keepsWhatTheUserChanged();
    void protocolOfAUrl();
    void startAndEnd();
};

void TestProtocols::protocol_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("framing");
    QTest::addColumn<QString>("checksum");
    QTest::addColumn<int>("display");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("sent");
    const auto row = [](const char *title, const char *framing, const char *checksum, LogDisplay display,
                        const char *typed, const char *sent) {
        QTest::newRow(title) << QString::fromLatin1(title) << QString::fromLatin1(framing)
                             << QString::fromLatin1(checksum) << int(display) << QString::fromLatin1(typed)
                             << QString::fromLatin1(sent);
    };
    row("JT/T 808", "between:7E,7E,escape=jt808", "XOR-8", LogDisplay::Hex, "30 7E 08 7D 55 13",
        "7E 30 7D 02 08 7D 01 55 13 7D 01 7E");
    row("GT06", "length:size=1,offset=2,adjust=2,start=7878,end=0D0A", "CRC-16/X-25", LogDisplay::Hex,
        "78 78 05 01 00 01", "78 78 05 01 00 01 D9 DC 0D 0A");
    row("NMEA 0183", "line", "XOR-8", LogDisplay::Text, "$PFEC,GPint,RMC05",
        "24 50 46 45 43 2C 47 50 69 6E 74 2C 52 4D 43 30 35 2A 32 44 0D 0A");
    row("Modbus/TCP", "length:size=2,offset=4,max=260", "", LogDisplay::Hex, "0001", "00 01");
}

/// One choice sets framing, checksum, hex or text, and what is sent; it is remembered.
void TestProtocols::protocol()
{
    QFETCH(QString, title);
    QFETCH(QString, framing);
    QFETCH(QString, checksum);
    QFETCH(int, display);
    QFETCH(QString, typed);
    QFETCH(QString, sent);
    WindowFixture fixture;
    fixture.begin();
    SessionPage &page = *fixture.window.currentSessionPage();
    auto *messages = named<QComboBox>(page, u"Messages"_qs);
    messages->setCurrentText(u"start and end"_qs);
    QVERIFY(named<QLineEdit>(page, u"Start"_qs));
    messages->setCurrentText(title);
    QVERIFY(!named<QLineEdit>(page, u"Start"_qs)); // no details
    QVERIFY(!named<QSpinBox>(page, u"Longest message"_qs));
    const QJsonObject state = page.save();
    const QJsonObject receive = state[u"receive"].toObject();
    QCOMPARE(receive[u"framing"].toString(), framing);
    QCOMPARE(receive[u"checksum"].toObject()[u"name"].toString(), checksum);
    QCOMPARE(receive[u"display"].toInt(), display);
    auto *message = page.findChild<SendBox *>();
    message->edit()->setPlainText(typed);
    QCOMPARE(toHex(message->payload().value()), sent);
    fixture.window.addTab();
    SessionPage &other = *fixture.window.currentSessionPage();
    other.restore(page.save());
    QCOMPARE(named<QComboBox>(other, u"Messages"_qs)->currentText(), title);
    QCOMPARE(other.save()[u"receive"], state[u"receive"]);
    QCOMPARE(other.save()[u"send"], state[u"send"]);
    QCOMPARE(toHex(other.findChild<SendBox *>()->payload().value()), sent);
}

void TestProtocols::leavesNothing_data()
{
    QTest::addColumn<QStringList>("chosen");
    QTest::addColumn<QString>("between"); // what happens before another choice
    for (const ProtocolPreset &protocol : ProtocolPreset::all())
        QTest::newRow(qPrintable(protocol.name)) << QStringList{protocol.title} << QString();
    QTest::newRow("one after the other") << QStringList{u"JT/T 808"_qs, u"NMEA 0183"_qs, u"GT06"_qs} << QString();
    QTest::newRow("twice the same") << QStringList{u"GT06"_qs, u"length field"_qs, u"GT06"_qs} << QString();
    QTest::newRow("another role") << QStringList{u"JT/T 808"_qs} << u"role"_qs;
    QTest::newRow("stored") << QStringList{u"GT06"_qs} << u"stored"_qs;
    QTest::newRow("stored, one after the other") << QStringList{u"NMEA 0183"_qs, u"MLLP (HL7)"_qs} << u"stored"_qs;
}

/// After a protocol all that it set is as before, also in a tab that was stored meanwhile.
void TestProtocols::leavesNothing()
{
    QFETCH(QStringList, chosen);
    QFETCH(QString, between);
    WindowFixture fixture;
    fixture.begin();
    SessionPage *page = fixture.window.currentSessionPage();
    QJsonObject before = page->save();
    const QJsonObject sum{
        {u"name"_qs, u"CRC-16/XMODEM"_qs}, {u"littleEndian"_qs, true}, {u"form"_qs, 1}, {u"skip"_qs, 3}};
    for (const auto &[panel, values] :
         {std::pair(u"receive"_qs,
                    QJsonObject{{u"framing"_qs, u"length:size=4,offset=3,strip=7,start=AA"_qs},
                                {u"display"_qs, int(LogDisplay::Mixed)},
                                {u"checksum"_qs, sum}}),
          std::pair(u"send"_qs, QJsonObject{{u"escapes"_qs, true}, {u"lineEnding"_qs, 1}, {u"checksum"_qs, sum}})}) {
        QJsonObject state = before[panel].toObject();
        for (auto value = values.begin(); value != values.end(); ++value)
            state.insert(value.key(), value.value());
        before.insert(panel, state);
    }
    const auto shown = [&page](const QString &panel) {
        QJsonObject state = page->save()[panel].toObject();
        state.remove(u"beforeProtocol"_qs);
        return state;
    };
    page->restore(before);
    const QJsonObject receive = shown(u"receive"_qs);
    const QJsonObject send = shown(u"send"_qs);
    for (const QString &name : std::as_const(chosen))
        named<QComboBox>(*page, u"Messages"_qs)->setCurrentText(name);
    QVERIFY(shown(u"receive"_qs) != receive);
    QVERIFY(shown(u"send"_qs) != send);
    if (between == u"role") {
        named<QComboBox>(*page, u"Role"_qs)->setCurrentIndex(2);
    } else if (between == u"stored") {
        const QJsonObject state = page->save();
        fixture.window.addTab();
        page = fixture.window.currentSessionPage();
        page->restore(state);
    }
    named<QComboBox>(*page, u"Messages"_qs)->setCurrentText(u"length field"_qs);
    QCOMPARE(shown(u"receive"_qs), receive);
    QCOMPARE(shown(u"send"_qs), send);
    named<QComboBox>(*page, u"Messages"_qs)->setCurrentText(chosen.first());
    named<QComboBox>(*page, u"Messages"_qs)->setCurrentText(u"as received"_qs);
    QCOMPARE(shown(u"receive"_qs)[u"framing"].toString(), u"none"_qs);
    QCOMPARE(shown(u"send"_qs), send);
}

void TestProtocols::keepsWhatTheUserChanged()
{
    WindowFixture fixture;
    fixture.begin();
    SessionPage &page = *fixture.window.currentSessionPage();
    auto *messages = named<QComboBox>(page, u"Messages"_qs);
    messages->setCurrentText(u"JT/T 808"_qs);
    named<QComboBox>(page, u"Append line ending"_qs)->setCurrentIndex(int(PayloadFormat::LineEnding::Cr));
    for (QRadioButton *button : page.findChildren<QRadioButton *>())
        button->setChecked(button->isChecked() || button->text() == u"Mixed");
    messages->setCurrentText(u"as received"_qs);
    const QJsonObject receive = page.save()[u"receive"].toObject();
    const QJsonObject send = page.save()[u"send"].toObject();
    QCOMPARE(receive[u"display"].toInt(), int(LogDisplay::Mixed));
    QVERIFY(receive[u"checksum"].toObject().isEmpty());
    QCOMPARE(send[u"lineEnding"].toInt(), int(PayloadFormat::LineEnding::Cr));
    QVERIFY(!send.contains(u"frame"));
    QVERIFY(send[u"checksum"].toObject().isEmpty());
    QCOMPARE(send[u"input"].toInt(), int(PayloadFormat::Input::Text));
}

void TestProtocols::protocolOfAUrl()
{
    WindowFixture fixture;
    fixture.language.use(u"en"_qs);
    const EndpointUrl url = EndpointUrl::parse(u"tcp-server://127.0.0.1:0?reply=echo&protocol=jt808"_qs).value();
    fixture.window.addTab(&url);
    fixture.window.show();
    SessionPage &page = *fixture.window.currentSessionPage();
    QCOMPARE(named<QComboBox>(page, u"Messages"_qs)->currentText(), u"JT/T 808"_qs);
    QTRY_COMPARE(page.session().state(), Session::State::Open);
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, page.session().localAddress().port);
    QVERIFY(client.waitForConnected(30'000));
    const QByteArray frame = QByteArray::fromHex("7e0002000004304832546500b7ca7e");
    client.write("\r\n" + frame + frame);
    QTRY_COMPARE(client.peek(100).toHex(), (frame + frame).toHex());
    QTRY_COMPARE(page.logView().visibleText().count(u"65 00 B7 CA 7E ✓"_qs), 2);
    QVERIFY(page.logView().visibleText().contains(u"0D 0A ⚠ not a message"_qs));
    // The checksum of a selected frame is that of what it carries.
    Q_EMIT page.logView().selection().checksumWanted(frame);
    QVERIFY2(page.findChild<MessageBar *>()->text().contains(u"XOR-8"_qs),
             qPrintable(page.findChild<MessageBar *>()->text()));
}

void TestProtocols::startAndEnd()
{
    WindowFixture fixture;
    fixture.begin();
    SessionPage &page = *fixture.window.currentSessionPage();
    const auto framing = [&] { return page.save()[u"receive"].toObject()[u"framing"].toString(); };
    auto *messages = named<QComboBox>(page, u"Messages"_qs);
    messages->setCurrentIndex(int(Framing::Kind::Between));
    QCOMPARE(framing(), u"between:02,03"_qs);
    named<QLineEdit>(page, u"Start"_qs)->setText(u"$"_qs);
    named<QLineEdit>(page, u"End"_qs)->setText(u"\\r\\n"_qs);
    QCOMPARE(framing(), u"between:24,0D0A"_qs);
    named<QLineEdit>(page, u"End"_qs)->setText(u"0x"_qs); // not yet valid
    QCOMPARE(framing(), u"between:24,0D0A"_qs);
    named<QLineEdit>(page, u"End"_qs)->setText(u"0x7E"_qs);
    auto *append = named<QComboBox>(page, u"Append line ending"_qs);
    QVERIFY(append->findText(u"between:24,7E frame"_qs) >= 0); // to send it too
    messages->setCurrentIndex(int(Framing::Kind::Length));
    QCOMPARE(framing(), u"length:size=2"_qs); // has no start
    named<QLineEdit>(page, u"Start"_qs)->setText(u"0xAA55"_qs);
    QCOMPARE(framing(), u"length:size=2"_qs); // the field would lie in it
    named<QSpinBox>(page, u"Field offset"_qs)->setValue(2);
    QCOMPARE(framing(), u"length:size=2,offset=2,start=AA55"_qs);
    messages->setCurrentText(u"COBS"_qs);
    QCOMPARE(framing(), u"cobs"_qs);
}

QTEST_MAIN(TestProtocols)
#include "tst_protocols.moc"
