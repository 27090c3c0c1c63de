// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/windowfixture.h"
#include "widgets/log/checksumreport.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"
#include "widgets/sending/messageedit.h"
#include "widgets/sending/sendpanel.h"

/// The group Send with its checksum, the bytes shown below the message, and the checksums of received messages.
class TestSending : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void detailsShowWhenChosen();
    void usualOrderComesWithTheName();
    void previewsTheChecksum();
    void keepsNoBreakSpaces();
    void previewKeepsBothEnds();
    void previewFollowsTheWidth();
    void errorsStandInPlace();
    void sendsTheChecksum();
    void remembers();
    void restoresNonsense();
    void whichFits();
    void reports_data();
    void reports();

private:
    SessionPage &page() { return *m_fixture->window.currentSessionPage(); }
    template<typename T>
    T *find(const char *name)
    {
        return named<T>(page(), QString::fromLatin1(name));
    }
    void choose(const char *box, const QString &text) { find<QComboBox>(box)->setCurrentText(text); }
    void typeHex(const QString &text);
    QLabel &status() { return *find<MessageEdit>("Message")->parentWidget()->findChild<QLabel *>(); }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestSending::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->language.use(u"en"_qs);
    m_fixture->window.restoreTabs();
    m_fixture->window.resize(1200, 800);
    m_fixture->window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&m_fixture->window));
}

void TestSending::cleanup()
{
    m_fixture.reset();
}

void TestSending::typeHex(const QString &text)
{
    for (QRadioButton *button : page().findChild<SendPanel *>()->findChildren<QRadioButton *>())
        button->setChecked(button->text() == u"Hex");
    find<MessageEdit>("Message")->setPlainText(text);
}

void TestSending::detailsShowWhenChosen()
{
    QVERIFY(find<QComboBox>("Checksum"));
    QVERIFY(!find<QComboBox>("Byte order") && !find<QComboBox>("Written as") && !find<QSpinBox>("Skip first"));
    choose("Checksum", u"CRC-32"_qs);
    QVERIFY(find<QComboBox>("Byte order") && find<QComboBox>("Written as") && find<QSpinBox>("Skip first"));
    choose("Checksum", u"LRC"_qs);
    QVERIFY(!find<QComboBox>("Byte order")); // one byte has no order
    QVERIFY(find<QComboBox>("Written as"));
    find<QComboBox>("Checksum")->setCurrentIndex(0);
    QVERIFY(!find<QComboBox>("Written as"));
    QCOMPARE(page().findChild<SendPanel *>()->format().checksum, ChecksumFormat{});
}

void TestSending::usualOrderComesWithTheName()
{
    choose("Checksum", u"CRC-16/MODBUS"_qs);
    QCOMPARE(find<QComboBox>("Byte order")->currentText(), u"low byte first"_qs);
    choose("Checksum", u"CRC-16/XMODEM"_qs);
    QCOMPARE(find<QComboBox>("Byte order")->currentText(), u"high byte first"_qs);
}

void TestSending::previewsTheChecksum()
{
    typeHex(u"01 03 00 00 00 0A"_qs);
    QCOMPARE(status().text(), u"6 bytes: 01 03 00 00 00 0A"_qs);
    choose("Checksum", u"CRC-16/MODBUS"_qs);
    QCOMPARE(status().text(), u"8 bytes: 01 03 00 00 00 0A C5 CD"_qs);
    choose("Byte order", u"high byte first"_qs);
    QCOMPARE(status().text(), u"8 bytes: 01 03 00 00 00 0A CD C5"_qs);
    find<QComboBox>("Append line ending")->setCurrentIndex(3);
    QCOMPARE(status().text(), u"10 bytes: 01 03 00 00 00 0A CD C5 0D 0A"_qs);
    QCOMPARE(status().toolTip(), u"01 03 00 00 00 0A CD C5 0D 0A"_qs);
    choose("Checksum", u"LRC"_qs);
    choose("Written as", u"hex digits"_qs);
    find<QSpinBox>("Skip first")->setValue(1);
    QCOMPARE(status().text(), u"10 bytes: 01 03 00 00 00 0A 46 33 0D 0A"_qs); // F3
}

/// With any number of bytes the checksum at the end is visible, and the tool tip is limited.
void TestSending::keepsNoBreakSpaces()
{
    find<MessageEdit>("Message")->setPlainText(u"1\u00a00\n"_qs);
    QCOMPARE(status().text(), u"5 bytes: 31 C2 A0 30 0A"_qs);
    find<MessageEdit>("Message")->remember(find<MessageEdit>("Message")->text());
    QCOMPARE(find<MessageEdit>("Message")->history().last(), u"1\u00a00\n"_qs);
}

void TestSending::previewKeepsBothEnds()
{
    choose("Checksum", u"CRC-16/XMODEM"_qs);
    find<MessageEdit>("Message")->setPlainText(u"123456789"_qs.repeated(10'000));
    const QString text = status().text();
    QVERIFY2(text.startsWith(u"90002 bytes: 31 32 33"), qPrintable(text));
    QVERIFY(text.contains(u'…'));
    const auto bytes = Checksum::find(u"CRC-16/XMODEM"_qs).value().compute(QByteArray("123456789").repeated(10'000));
    const QString end = QString::fromLatin1(bytes.toHex(' ').toUpper());
    QVERIFY2(text.endsWith(end), qPrintable(text));
    QVERIFY(status().toolTip().endsWith(end));
    QCOMPARE(status().toolTip().count(u'…'), 1);
    QVERIFY(status().toolTip().size() < 4000);
}

void TestSending::previewFollowsTheWidth()
{
    find<MessageEdit>("Message")->setPlainText(u"0123456789"_qs.repeated(8));
    const auto fits = [&] { return status().fontMetrics().horizontalAdvance(status().text()) <= status().width(); };
    const qsizetype wide = status().text().size();
    QTRY_VERIFY(fits());
    m_fixture->window.resize(700, 800);
    QTRY_VERIFY(status().text().size() < wide);
    QVERIFY(fits());
    m_fixture->window.resize(1200, 800);
    QTRY_COMPARE(status().text().size(), wide);
}

void TestSending::errorsStandInPlace()
{
    typeHex(u"01 02"_qs);
    choose("Checksum", u"SUM-8"_qs);
    find<QSpinBox>("Skip first")->setValue(2);
    QVERIFY2(status().text().contains(u"first 2 bytes"), qPrintable(status().text()));
    QVERIFY(status().toolTip().isEmpty());
    m_fixture->window.resize(1000, 800);
    QVERIFY(status().text().contains(u"first 2 bytes"));
    find<MessageEdit>("Message")->setPlainText(u"01 0"_qs);
    QVERIFY2(status().text().startsWith(u"Position 4:"), qPrintable(status().text()));
    find<MessageEdit>("Message")->setPlainText(u"01 02 03"_qs);
    QCOMPARE(status().text(), u"4 bytes: 01 02 03 03"_qs);
}

void TestSending::sendsTheChecksum()
{
    QUdpSocket peer;
    QVERIFY(peer.bind(QHostAddress::LocalHost));
    EndpointUrl url = EndpointUrl::parse(u"udp://127.0.0.1:%1"_qs.arg(peer.localPort())).value();
    page().setUrl(url);
    page().open();
    QTRY_COMPARE(page().session().state(), Session::State::Open);
    typeHex(u"01 03 00 00 00 0A"_qs);
    choose("Checksum", u"CRC-16/MODBUS"_qs);
    QTest::keyClick(find<MessageEdit>("Message"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(peer.hasPendingDatagrams());
    QByteArray got(100, '\0');
    got.resize(peer.readDatagram(got.data(), got.size()));
    QCOMPARE(got, QByteArray("\x01\x03\0\0\0\x0a\xc5\xcd", 8));
}

void TestSending::remembers()
{
    choose("Checksum", u"CRC-32"_qs);
    choose("Byte order", u"high byte first"_qs);
    choose("Written as", u"hex digits"_qs);
    find<QSpinBox>("Skip first")->setValue(3);
    const QJsonObject state = page().save();
    SendPanel other;
    other.restore(state[u"send"].toObject());
    QCOMPARE(other.format().checksum, (ChecksumFormat{u"CRC-32"_qs, ByteOrder::Big, ChecksumFormat::Form::Digits, 3}));
    QCOMPARE(other.format(), page().findChild<SendPanel *>()->format());
}

void TestSending::restoresNonsense()
{
    SendPanel panel;
    panel.restore({{u"checksum"_qs, QJsonObject{{u"name"_qs, u"CRC-99"_qs}, {u"skip"_qs, 7}}}});
    QCOMPARE(panel.format().checksum, ChecksumFormat{});
    panel.restore({{u"checksum"_qs, QJsonObject{{u"name"_qs, u"CRC-16/MODBUS"_qs}, {u"form"_qs, 99}}}});
    QCOMPARE(panel.format().checksum,
             (ChecksumFormat{u"CRC-16/MODBUS"_qs, ByteOrder::Little, ChecksumFormat::Form::Star, 0}));
    panel.restore({});
    QCOMPARE(panel.format(), PayloadFormat{});
}

void TestSending::whichFits()
{
    QUdpSocket peer;
    QVERIFY(peer.bind(QHostAddress::LocalHost));
    page().setUrl(EndpointUrl::parse(u"udp-server://127.0.0.1:0"_qs).value());
    page().open();
    QTRY_COMPARE(page().session().state(), Session::State::Open);
    peer.writeDatagram(QByteArray::fromHex("01030000000ac5cd"), QHostAddress::LocalHost,
                       page().session().localAddress().port);
    LogView &view = page().logView();
    QTRY_VERIFY(view.visibleText().contains(u"RX")); // it is counted before it can be read
    QCOMPARE(page().session().counters().rxRecords, 1U);
    view.selection().requestChecksum();
    const auto *bar = page().findChild<MessageBar *>();
    QVERIFY(!bar->isVisible()); // nothing is selected
    view.refresh();
    view.selection().selectRecord(page().session().log().end() - 1);
    QTRY_VERIFY(!view.selection().isEmpty());
    view.selection().requestChecksum();
    QVERIFY(bar->isVisible());
    QVERIFY2(bar->text().contains(u"CRC-16/MODBUS (low byte first)"), qPrintable(bar->text()));
}

void TestSending::reports_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("says");
    QTest::newRow("ASCII frame") << QByteArray(":010300000001FB\r\n")
                                 << u"LRC (as in Modbus ASCII, without the first byte, before the line ending)"_qs;
    QTest::newRow("only one byte") << QByteArray("123456789\xdd") << u"by chance"_qs;
    QTest::newRow("nothing fits") << QByteArray("hello, world") << u"No known checksum"_qs;
    QTest::newRow("no bytes") << QByteArray() << u"No known checksum"_qs;
    QTest::newRow("too many") << QByteArray(65537, 'x') << u"65,536"_qs;
    QTest::newRow("very many fit") << QByteArray(8, '\0') << u"more"_qs;
}

void TestSending::reports()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, says);
    const QString text = fittingChecksumText(message);
    QVERIFY2(text.contains(says), qPrintable(text));
    QVERIFY(text.size() < 500);
}

QTEST_MAIN(TestSending)
#include "tst_sending.moc"
