// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/listplan.h"
#include "tests/gui/windowfixture.h"
#include "tests/unit/endpoint/lookupgate.h"
#include "widgets/pages/sessionpage.h"

namespace {

/// A window whose name lookups end when the test says so.
struct Place
{
    QTemporaryDir folder;
    Settings settings{folder.path() + u"/socketscope.ini"_qs};
    LogStore captures{folder.path() + u"/captures"_qs};
    FixedFileChooser files;
    Language language;
    LookupGate gate;
    std::unique_ptr<MainWindow> window = std::make_unique<MainWindow>(
        MainWindow::Tools{settings, language, captures, files, std::make_shared<Resolver>(gate.query())});

    Session &open(const QString &url)
    {
        const EndpointUrl parsed = EndpointUrl::parse(url).value();
        return window->addTab(&parsed)->session();
    }
};

} // namespace

/// Tabs and windows that are closed while something is in progress.
class TestWindowEnd : public QObject
{
    Q_OBJECT
private slots:
    void whileNamesAreLookedUp_data();
    void whileNamesAreLookedUp();
    void whileEverythingGoesOn();
};

void TestWindowEnd::whileNamesAreLookedUp_data()
{
    QTest::addColumn<bool>("byTab");
    QTest::newRow("tab by tab") << true;
    QTest::newRow("the window") << false;
}

/// A close does not wait for a name server: it answers only after everything is closed.
void TestWindowEnd::whileNamesAreLookedUp()
{
    QFETCH(bool, byTab);
    Place place;
    for (const QString &url : {u"tcp://a.example:80"_qs, u"tcp-server://b.example:0"_qs, u"udp-server://c.example:0"_qs,
                               u"tcp://d.example:80?reconnect=1"_qs})
        place.open(url);
    place.window->show();
    place.gate.waitForAsked(4);
    for (int i = 0; byTab && i < 4; ++i)
        Q_EMIT place.window->tabs()->tabCloseRequested(0);
    if (byTab)
        QCOMPARE(place.window->tabs()->count(), 1); // the last one is replaced by an empty one
    place.window->close();
    place.window.reset();
    place.gate.open();
    place.gate.waitForAnswered(4);
    QCoreApplication::processEvents();
}

void TestWindowEnd::whileEverythingGoesOn()
{
    for (int round = 0; round < 4; ++round) {
        Place place;
        place.gate.open();
        Session &server = place.open(u"tcp-server://127.0.0.1:0?reply=echo"_qs);
        Session &udp = place.open(u"udp-server://127.0.0.1:0?reply=echo"_qs);
        QTRY_VERIFY(server.state() == Session::State::Open && udp.state() == Session::State::Open);
        const quint16 tcpPort = server.localAddress().port;
        const quint16 udpPort = udp.localAddress().port;
        std::vector<std::pair<Session *, Target>> sending;
        for (int i = 0; i < 3; ++i) {
            sending.push_back({&place.open(u"tcp://a%1.example:%2?reconnect=1"_qs.arg(i).arg(tcpPort)), {}});
            place.open(u"tcp://b%1.example:1?reconnect=1"_qs.arg(i)); // refused
            sending.push_back({&place.open(u"udp-server://127.0.0.1:0"_qs),
                               {Target::Kind::Address, PeerId::None, u"c%1.example"_qs.arg(i), udpPort}});
        }
        for (const auto &[session, target] : sending) {
            QTRY_COMPARE(session->state(), Session::State::Open);
            SendJob job;
            job.makePlan = [] { return std::make_unique<ListPlan>("again", 0, std::chrono::microseconds(300)); };
            job.targets = {target};
            session->startSending(job);
        }
        place.window->show();
        QTRY_VERIFY(server.counters().rxRecords > 10 && udp.counters().rxRecords > 10);
        const int tabs = place.window->tabs()->count();
        for (int closed = 0; closed < (round % 2 ? tabs / 2 : 0); ++closed) {
            Q_EMIT place.window->tabs()->tabCloseRequested(closed % place.window->tabs()->count());
            QTest::qWait(round);
        }
        if (round > 1)
            place.window->close();
        place.window.reset();
    }
}

QTEST_MAIN(TestWindowEnd)
#include "tst_windowend.moc"
