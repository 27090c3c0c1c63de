// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// The messages of the window while the log cannot be written, and afterwards.
#include "tests/gui/windowfixture.h"
#include "tests/unit/endpoint/filelimit.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"
#include "widgets/statusarea.h"

class TestFullDiskWindow : public QObject
{
    Q_OBJECT
private slots:
    void reportsStallAndRecovery();
    void reportsLosses();
    void reportsAtTheEnd();

private:
    static SessionPage &begin(WindowFixture &fixture, const QString &url)
    {
        fixture.begin();
        SessionPage &page = *fixture.window.currentSessionPage();
        page.setUrl(EndpointUrl::parse(url).value());
        page.open();
        return page;
    }
    static QString message(const SessionPage &page)
    {
        const auto *bar = page.findChild<MessageBar *>();
        return bar->isHidden() ? QString() : bar->text();
    }
    static bool shows(const WindowFixture &fixture, const QString &part)
    {
        return labelSays(*fixture.window.findChild<StatusArea *>(), part);
    }
    static qint64 sizeOf(const SessionPage &page) { return QFileInfo(page.session().log().segmentPath(1)).size(); }
};

void TestFullDiskWindow::reportsStallAndRecovery()
{
    WindowFixture fixture;
    SessionPage &page = begin(fixture, u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(page.session().state() == Session::State::Open);
    QTcpSocket peer;
    peer.connectToHost(QHostAddress::LocalHost, page.session().localAddress().port);
    QTRY_COMPARE(page.session().peers().size(), 1U);
    FileLimit limit(sizeOf(page));
    peer.write("hello");
    QTRY_VERIFY(message(page).contains(u"The log cannot be written to "));
    QTRY_VERIFY(shows(fixture, u"the log cannot be written"_qs));
    QTRY_VERIFY(shows(fixture, u"5 B · 1 record not stored"_qs));
    QCOMPARE(page.session().counters().rxBytes, 5U); // received nevertheless
    limit.lift();
    QTRY_VERIFY(message(page).contains(u" again, after "));
    QTRY_VERIFY(!shows(fixture, u"cannot be written"_qs));
    QTRY_VERIFY(!shows(fixture, u"not stored"_qs));
}

/// The loss stays beside the message that the log is written again.
void TestFullDiskWindow::reportsLosses()
{
    WindowFixture fixture;
    SessionPage &page = begin(fixture, u"udp-server://127.0.0.1:0?rcvbuf=10000"_qs);
    QTRY_VERIFY(page.session().state() == Session::State::Open);
    FileLimit limit(sizeOf(page));
    QUdpSocket peer;
    const auto send = [&] {
        return peer.writeDatagram(QByteArray(500, 'x'), QHostAddress::LocalHost, page.session().localAddress().port);
    };
    QCOMPARE(send(), 500);
    QTRY_VERIFY(message(page).contains(u"The log cannot be written to "));
    for (int i = 0; i < 500; ++i)
        QCOMPARE(send(), 500);
    limit.lift();
    QTRY_VERIFY(message(page).contains(u" again, after "));
    QTRY_VERIFY(message(page).contains(u"\nThe system dropped "));
    QTRY_COMPARE(page.session().counters().rxRecords + page.session().counters().kernelDrops, 501U);
}

void TestFullDiskWindow::reportsAtTheEnd()
{
    std::unique_ptr<FileLimit> limit;
    {
        WindowFixture fixture;
        SessionPage &page = begin(fixture, u"udp-server://127.0.0.1:0"_qs);
        QTRY_VERIFY(page.session().state() == Session::State::Open);
        limit = std::make_unique<FileLimit>(sizeOf(page));
        QUdpSocket peer;
        peer.writeDatagram("hello", QHostAddress::LocalHost, page.session().localAddress().port);
        QTRY_COMPARE(page.session().counters().notStored, 1U);
        QTRY_VERIFY(page.session().log().isStalled()); // set after the counters
        QTest::ignoreMessage(QtWarningMsg, "The log still cannot be written: 1 records with 5 bytes are not in it.");
    }
}

QTEST_MAIN(TestFullDiskWindow)
#include "tst_fulldiskwindow.moc"
