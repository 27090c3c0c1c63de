// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/sendingfixture.h"
#include "widgets/sending/clientchooser.h"
#include "widgets/sending/jobs/generatordialog.h"
#include "widgets/sending/jobs/piecesdialog.h"
#include "widgets/sending/jobs/sendfiledialog.h"
#include "widgets/sending/jobs/udptestdialog.h"
#include "widgets/sending/sendtools.h"

/// The jobs of the window: repeated messages, files, pieces, generated traffic, the UDP test.
class TestSendJobs : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void repeatsUntilStop();
    void repeatsSoManyTimes();
    void sendTakesTheNewMessage();
    void uncheckingStops();
    void cannotStart();
    void oneJobAtATime();
    void severalClients();
    void sendsAFile();
    void fileProblems();
    void generates();
    void generatorProblems();
    void sendsInPieces();
    void udpTest();
    void udpTestNeedsUdp();
    void dialogsRemember();
    void dialogEndsWithItsPage();
    void panelRemembers();

private:
    QLabel &status() { return *m_window->find<MessageEdit>("Message")->parentWidget()->findChild<QLabel *>(); }
    QCheckBox &repeat();
    SendTools &tools() { return *m_window->window.findChild<SendTools *>(); }
    template<typename T>
    T &in(QDialog *dialog, const char *name)
    {
        return *named<T>(*dialog, QString::fromLatin1(name));
    }
    QStringList shownProblems(const QDialog &dialog) const;
    static void start(QDialog &dialog) { buttonIn(dialog, u"Start"_qs)->click(); }

    std::unique_ptr<SendingFixture> m_window;
    std::unique_ptr<QTcpSocket> m_client;
    QByteArray m_got;
};

void TestSendJobs::init()
{
    m_window = std::make_unique<SendingFixture>();
    m_client = std::make_unique<QTcpSocket>();
    m_got.clear();
    connect(m_client.get(), &QTcpSocket::readyRead, this, [this] { m_got += m_client->readAll(); });
    m_window->open(u"tcp-server://127.0.0.1:0?half-closed=0"_qs);
    m_window->connectClient(*m_client);
}

void TestSendJobs::cleanup()
{
    m_client.reset();
    m_window.reset();
}

QCheckBox &TestSendJobs::repeat()
{
    for (QCheckBox *box : m_window->page().findChildren<QCheckBox *>()) {
        if (box->text() == u"Send every")
            return *box;
    }
    qFatal("no check box");
}

QStringList TestSendJobs::shownProblems(const QDialog &dialog) const
{
    QStringList texts;
    for (const QLabel *label : dialog.findChildren<QLabel *>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    return texts;
}

void TestSendJobs::repeatsUntilStop()
{
    m_window->type(u"tick"_qs);
    repeat().setChecked(true);
    m_window->find<QSpinBox>("Interval")->setValue(2);
    QVERIFY(!m_window->bar().isVisible());
    m_window->pressSend();
    QTRY_VERIFY(m_got.size() > 20);
    QVERIFY(m_window->bar().isVisible());
    QTRY_VERIFY2(m_window->bar().text().contains(u"on average"), qPrintable(m_window->bar().text()));
    m_window->find<QPushButton>("Stop sending")->click();
    QTRY_VERIFY2(m_window->bar().text().startsWith(u"Stopped"), qPrintable(m_window->bar().text()));
    QVERIFY(!m_window->find<QPushButton>("Stop sending"));
    QVERIFY(m_got.startsWith("ticktick"));
}

void TestSendJobs::repeatsSoManyTimes()
{
    m_window->type(u"x"_qs);
    repeat().setChecked(true);
    m_window->find<QSpinBox>("Interval")->setValue(1);
    m_window->find<QSpinBox>("Times")->setValue(7);
    m_window->pressSend();
    QTRY_VERIFY(m_window->bar().text().startsWith(u"Done: 7 of 7 sent"));
    QTRY_COMPARE(m_got, QByteArray("xxxxxxx"));
    QCOMPARE(m_window->page().history(), QStringList{u"x"_qs});
}

void TestSendJobs::sendTakesTheNewMessage()
{
    m_window->type(u"a"_qs);
    repeat().setChecked(true);
    m_window->find<QSpinBox>("Interval")->setValue(1);
    m_window->pressSend();
    QTRY_VERIFY(m_got.contains('a'));
    m_window->type(u"b"_qs);
    m_window->pressSend();
    QTRY_VERIFY(m_got.endsWith("bbbb"));
    QVERIFY(m_window->page().sending().isRunning());
}

void TestSendJobs::uncheckingStops()
{
    m_window->type(u"a"_qs);
    repeat().setChecked(true);
    m_window->find<QSpinBox>("Interval")->setValue(3'600'000);
    m_window->pressSend();
    QTRY_COMPARE(m_got, QByteArray("a"));
    repeat().setChecked(false);
    QTRY_VERIFY(!m_window->page().sending().isRunning());
}

void TestSendJobs::cannotStart()
{
    repeat().setChecked(true);
    m_window->type({});
    m_window->pressSend();
    QVERIFY2(status().text().contains(u"empty"), qPrintable(status().text()));
    m_window->type(u"a"_qs);
    m_client->abort();
    QTRY_VERIFY(m_window->page().session().peers().empty());
    m_window->pressSend();
    QVERIFY2(status().text().contains(u"no client"), qPrintable(status().text()));
    m_window->page().close();
    QTRY_COMPARE(m_window->page().session().state(), Session::State::Closed);
    m_window->pressSend();
    QVERIFY2(status().text().contains(u"Open"), qPrintable(status().text()));
    QCOMPARE(m_window->find<MessageEdit>("Message")->toPlainText(), u"a"_qs);
    QVERIFY(!m_window->bar().isVisible());
}

void TestSendJobs::oneJobAtATime()
{
    tools().openGenerator();
    auto *dialog = m_window->dialog<GeneratorDialog>();
    start(*dialog);
    QTRY_VERIFY(m_got.size() > 100);
    m_window->type(u"@"_qs);
    repeat().setChecked(true);
    m_window->pressSend();
    QVERIFY2(status().text().contains(u"Stop"), qPrintable(status().text()));
    repeat().setChecked(false); // does not stop the generator
    m_window->pressSend();      // one message is sent in between
    QTRY_VERIFY(m_got.contains('@'));
    QVERIFY(m_window->page().sending().isRunning());
    buttonIn(*dialog, u"Stop"_qs)->click();
    QTRY_VERIFY(!m_window->page().sending().isRunning());
    QVERIFY(buttonIn(*dialog, u"Start"_qs));
}

void TestSendJobs::severalClients()
{
    QTcpSocket second;
    QTcpSocket third;
    m_window->connectClient(second);
    m_window->connectClient(third);
    auto *target = m_window->find<QComboBox>("Target");
    QTRY_COMPARE(target->count(), 4);
    buttonIn(m_window->page(), u"Several…"_qs)->click();
    auto *chooser = m_window->dialog<ClientChooser>();
    auto *list = chooser->findChild<QListWidget *>();
    QCOMPARE(list->count(), 3);
    list->item(0)->setCheckState(Qt::Checked);
    list->item(2)->setCheckState(Qt::Checked);
    chooser->accept();
    QVERIFY(target->currentText().startsWith(u"2 client"));
    m_window->type(u"hello"_qs);
    m_window->pressSend();
    QTRY_COMPARE(m_got, QByteArray("hello"));
    QTRY_COMPARE(third.bytesAvailable(), 5);
    QCOMPARE(second.bytesAvailable(), 0);
    third.disconnectFromHost(); // a client that disconnects does not matter
    QTRY_VERIFY(target->currentText().startsWith(u"1 client"));
    m_window->pressSend();
    QTRY_COMPARE(m_got, QByteArray("hellohello"));
}

void TestSendJobs::sendsAFile()
{
    QFile file(m_window->place + u"/data.bin"_qs);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray content = QByteArray("0123456789").repeated(300'000);
    file.write(content);
    file.close();
    buttonIn(m_window->page(), u"File…"_qs)->click();
    auto *dialog = m_window->dialog<SendFileDialog>();
    m_window->files.name = file.fileName();
    buttonIn(*dialog, u"Browse…"_qs)->click();
    QCOMPARE(in<QLineEdit>(dialog, "File").text(), file.fileName());
    start(*dialog);
    QTRY_COMPARE_WITH_TIMEOUT(m_got.size(), content.size(), 30'000);
    QVERIFY(m_got == content);
    QTRY_VERIFY2(m_window->bar().text().startsWith(u"Done"), qPrintable(m_window->bar().text()));
}

void TestSendJobs::fileProblems()
{
    tools().openFileDialog();
    auto *dialog = m_window->dialog<SendFileDialog>();
    start(*dialog);
    QVERIFY(shownProblems(*dialog).contains(u"Choose a file."_qs));
    in<QLineEdit>(dialog, "File").setText(u"/no/such/file"_qs);
    start(*dialog);
    QVERIFY(shownProblems(*dialog).join(u' ').contains(u"/no/such/file is not a file"));
    QVERIFY(!m_window->page().sending().isRunning());
}

void TestSendJobs::generates()
{
    tools().openGenerator();
    auto *dialog = m_window->dialog<GeneratorDialog>();
    in<QPlainTextEdit>(dialog, "Message").setPlainText(u"n${count:3};"_qs);
    in<QSpinBox>(dialog, "Size").setValue(0);
    in<QDoubleSpinBox>(dialog, "Rate").setValue(0);
    in<QSpinBox>(dialog, "Messages").setValue(12);
    QVERIFY2(shownProblems(*dialog).join(u' ').contains(u": 6E 30 30 30 3B"),
             qPrintable(shownProblems(*dialog).join(u' ')));
    start(*dialog);
    QTRY_COMPARE(m_got.size(), 60);
    QVERIFY(m_got.startsWith("n000;n001;") && m_got.endsWith("n011;"));
}

void TestSendJobs::generatorProblems()
{
    tools().openGenerator();
    auto *dialog = m_window->dialog<GeneratorDialog>();
    in<QPlainTextEdit>(dialog, "Message").setPlainText(u"ab${what}"_qs);
    QVERIFY(shownProblems(*dialog).join(u' ').contains(u"Position 3: Unknown placeholder ${what}"));
    start(*dialog);
    QVERIFY(!m_window->page().sending().isRunning());
    in<QPlainTextEdit>(dialog, "Message").setPlainText(u"ab"_qs);
    QVERIFY(!shownProblems(*dialog).join(u' ').contains(u"Unknown placeholder"));
}

void TestSendJobs::sendsInPieces()
{
    m_window->type(u"abcdef"_qs);
    tools().openPieces();
    auto *dialog = m_window->dialog<PiecesDialog>();
    QTest::keyClick(&in<QLineEdit>(dialog, "Offsets to cut at"), Qt::Key_X);
    start(*dialog);
    QVERIFY(shownProblems(*dialog).join(u' ').contains(u"is not an offset"));
    in<QLineEdit>(dialog, "Offsets to cut at").setText(u"2, 5"_qs);
    in<QSpinBox>(dialog, "Gap between pieces").setValue(0);
    in<QSpinBox>(dialog, "Messages in one write").setValue(2);
    in<QSpinBox>(dialog, "Messages").setValue(2);
    start(*dialog);
    QTRY_COMPARE(m_got, QByteArray("abcdefabcdef"));
    QTRY_VERIFY2(m_window->bar().text().startsWith(u"Done: 12 bytes"), qPrintable(m_window->bar().text()));
}

void TestSendJobs::udpTest()
{
    Session echo(TrafficLog::create({m_window->place, {}}).value());
    echo.open(EndpointUrl::parse(u"udp-server://127.0.0.1:0?reply=echo"_qs).value());
    QTRY_COMPARE(echo.state(), Session::State::Open);
    m_window->page().close();
    m_window->open(u"udp://127.0.0.1:%1"_qs.arg(echo.localAddress().port));
    tools().openUdpTest();
    auto *dialog = m_window->dialog<UdpTestDialog>();
    const auto &result = in<QTableWidget>(dialog, "Result");
    QCOMPARE(result.item(2, 0)->text(), u"–"_qs); // nothing was sent yet
    const QRect last = result.visualItemRect(result.item(8, 0));
    QVERIFY(std::abs(result.viewport()->height() - last.bottom() - 1) <= 1); // and no empty cell below
    in<QSpinBox>(dialog, "Datagrams").setValue(50);
    in<QSpinBox>(dialog, "Wait at the end").setValue(5000);
    start(*dialog);
    QTRY_COMPARE(result.item(0, 0)->text(), u"50"_qs);
    QTRY_COMPARE(result.item(1, 0)->text(), u"50"_qs);
    QTRY_COMPARE(result.item(2, 0)->text(), u"0 (0.00 %)"_qs);
    QVERIFY(result.item(7, 0)->text().endsWith(u's'));
}

void TestSendJobs::udpTestNeedsUdp()
{
    tools().openUdpTest();
    auto *dialog = m_window->dialog<UdpTestDialog>();
    start(*dialog);
    QVERIFY(shownProblems(*dialog).join(u' ').contains(u"role UDP"));
}

void TestSendJobs::dialogsRemember()
{
    tools().openGenerator();
    auto *first = m_window->dialog<GeneratorDialog>();
    in<QPlainTextEdit>(first, "Message").setPlainText(u"mine"_qs);
    in<QSpinBox>(first, "Duration").setValue(77);
    first->close();
    tools().openPieces(); // has its own fields
    m_window->dialog<PiecesDialog>()->close();
    QTRY_VERIFY(!m_window->dialog<GeneratorDialog>());
    tools().openGenerator();
    auto *again = m_window->dialog<GeneratorDialog>();
    QCOMPARE(in<QPlainTextEdit>(again, "Message").toPlainText(), u"mine"_qs);
    QCOMPARE(in<QSpinBox>(again, "Duration").value(), 77);
}

void TestSendJobs::dialogEndsWithItsPage()
{
    tools().openGenerator();
    start(*m_window->dialog<GeneratorDialog>());
    QTRY_VERIFY(m_window->page().sending().isRunning());
    Q_EMIT m_window->window.tabs()->tabCloseRequested(0);
    QTRY_VERIFY(!m_window->dialog<GeneratorDialog>());
}

void TestSendJobs::panelRemembers()
{
    repeat().setChecked(true);
    m_window->find<QSpinBox>("Interval")->setValue(250);
    m_window->find<QSpinBox>("Times")->setValue(3);
    const QJsonObject state = m_window->page().save();
    repeat().setChecked(false);
    m_window->find<QSpinBox>("Interval")->setValue(1);
    m_window->page().restore(state);
    QVERIFY(repeat().isChecked());
    QCOMPARE(m_window->find<QSpinBox>("Interval")->value(), 250);
    QCOMPARE(m_window->find<QSpinBox>("Times")->value(), 3);
}

QTEST_MAIN(TestSendJobs)
#include "tst_sendjobs.moc"
