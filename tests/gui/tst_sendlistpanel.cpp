// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/sendingfixture.h"
#include "widgets/parts/formatfields.h"
#include "widgets/parts/messagebar.h"
#include "widgets/sending/sendbox.h"
#include "widgets/sending/sendentrydialog.h"
#include "widgets/sending/sendlistmodel.h"
#include "widgets/sending/sendlistpanel.h"
#include "widgets/sending/sendtools.h"

/// The send list: its table, its dialog, sending from it, its keys and its files.
class TestSendListPanel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void model();
    void dragging();
    void addsAndEdits();
    void keysMustBeFree();
    void doubleClickSends();
    void hotkeysSend();
    void runsOnce();
    void loops();
    void badEntryIsReported();
    void buttonsNeedARow();
    void importsAndExports();
    void importReportsTakenKeys();
    void importProblems();
    void textsStayAsTheyAre_data();
    void textsStayAsTheyAre();
    void keptBetweenStarts();

private:
    static SendList three();
    SendListModel &list() { return *m_window->window.findChild<SendListModel *>(); }
    SendListPanel &panel() { return *m_window->window.findChild<SendListPanel *>(); }
    QTableView &table() { return *panel().findChild<QTableView *>(); }
    MessageBar &messages() { return *panel().findChild<MessageBar *>(); }
    void press(const QString &text) { buttonIn(panel(), text)->click(); }

    std::unique_ptr<SendingFixture> m_window;
    std::unique_ptr<QTcpSocket> m_client;
    QByteArray m_got;
};

SendList TestSendListPanel::three()
{
    return {{u"one"_qs, u"1"_qs, {}, 1, u"Ctrl+1"_qs},
            {u"two"_qs, u"32 33"_qs, {PayloadFormat::Input::Hex}, 2, u"Ctrl+2"_qs},
            {u"three"_qs, u"好\\n"_qs, {PayloadFormat::Input::Text, true}, 3, {}}};
}

void TestSendListPanel::init()
{
    m_window = std::make_unique<SendingFixture>();
    m_client = std::make_unique<QTcpSocket>();
    m_got.clear();
    connect(m_client.get(), &QTcpSocket::readyRead, this, [this] { m_got += m_client->readAll(); });
    m_window->open(u"tcp-server://127.0.0.1:0?encoding=GBK"_qs);
    m_window->connectClient(*m_client);
    QVERIFY(!panel().isVisible());
    buttonIn(m_window->page(), u"Send list"_qs)->click();
    QVERIFY(panel().isVisible());
    list().setList(three());
}

void TestSendListPanel::cleanup()
{
    m_client.reset();
    m_window.reset();
}

void TestSendListPanel::model()
{
    const QAbstractItemModelTester tester(&list(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(list().index(1, SendListModel::Format).data().toString(), u"Hex"_qs);
    QCOMPARE(list().index(2, SendListModel::Format).data().toString(), u"Escapes"_qs);
    QCOMPARE(list().index(0, SendListModel::Delay).data().toString(), u"1 ms"_qs);
    QVERIFY(list().setData(list().index(0, SendListModel::Delay), 500, Qt::EditRole));
    QVERIFY(list().setData(list().index(0, SendListModel::Payload), u"changed"_qs, Qt::EditRole));
    QCOMPARE(list().list()[0].delayMs, 500);
    QCOMPARE(list().list()[0].payload, u"changed"_qs);
    SendListEntry lines = list().list()[0];
    lines.payload = u"a\nb"_qs;
    list().insert(3, lines);
    QCOMPARE(list().index(3, SendListModel::Payload).data().toString(), u"a↵b"_qs);
    QVERIFY(!list().flags(list().index(3, SendListModel::Payload)).testFlag(Qt::ItemIsEditable));
    list().remove(0);
    QCOMPARE(list().rowCount(), 3);
    QCOMPARE(list().freeHotkey(), u"Ctrl+3"_qs);
}

void TestSendListPanel::dragging()
{
    const auto names = [this] {
        QString all;
        for (const SendListEntry &entry : list().list())
            all += entry.name.at(0);
        return all + QString::number(list().rowCount());
    };
    const auto drag = [this](int from, int to) {
        const std::unique_ptr<QMimeData> data(list().mimeData({list().index(from, 0)}));
        QVERIFY(!list().dropMimeData(data.get(), Qt::MoveAction, to, 0, {}));
    };
    list().setList({{u"a"_qs, {}, {}, 1, {}}, {u"b"_qs, {}, {}, 1, {}}, {u"c"_qs, {}, {}, 1, {}}});
    const QAbstractItemModelTester tester(&list(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    drag(0, 3);
    QCOMPARE(names(), u"bca3"_qs);
    QCOMPARE(panel().currentRow(), 2);
    drag(2, 0);
    QCOMPARE(names(), u"abc3"_qs);
    drag(1, 2);
    QCOMPARE(names(), u"abc3"_qs);
    QMimeData foreign;
    foreign.setText(u"7"_qs);
    list().dropMimeData(&foreign, Qt::MoveAction, 0, 0, {});
    QCOMPARE(names(), u"abc3"_qs);
    panel().selectRow(0);
    press(u"Down"_qs);
    QCOMPARE(names(), u"bac3"_qs);
    press(u"Down"_qs);
    press(u"Down"_qs);
    QCOMPARE(names(), u"bca3"_qs);
    press(u"Up"_qs);
    QCOMPARE(names(), u"bac3"_qs);
}

void TestSendListPanel::addsAndEdits()
{
    press(u"Add…"_qs);
    auto *dialog = m_window->dialog<SendEntryDialog>();
    named<QLineEdit>(*dialog, u"Name"_qs)->setText(u"query"_qs);
    dialog->box().edit()->setPlainText(u"状态?"_qs);
    QVERIFY(dialog->box().findChild<QLabel *>()->text().contains(u"D7 B4 CC AC 3F")); // GBK, as the page
    Q_EMIT dialog->box().sendRequested(); // sent as a trial before it is stored
    QTRY_COMPARE(m_got.toHex(), "d7b4ccac3f");
    dialog->accept();
    QCOMPARE(list().rowCount(), 4);
    QCOMPARE(list().list()[3].name, u"query"_qs);
    QCOMPARE(list().list()[3].hotkey, u"Ctrl+3"_qs);
    QCOMPARE(panel().currentRow(), 3);

    QTRY_VERIFY(!m_window->dialog<SendEntryDialog>());
    panel().selectRow(1);
    press(u"Edit…"_qs);
    dialog = m_window->dialog<SendEntryDialog>();
    dialog->box().edit()->setPlainText(u"32 3"_qs);
    dialog->accept(); // half a byte is an error
    QVERIFY(dialog->isVisible());
    dialog->box().edit()->setPlainText(u"34"_qs);
    dialog->accept();
    QCOMPARE(list().list()[1].payload, u"34"_qs);
    QCOMPARE(list().list()[1].hotkey, u"Ctrl+2"_qs);
    panel().selectRow(1);
    press(u"Duplicate"_qs);
    QCOMPARE(list().list()[2].payload, u"34"_qs);
    QCOMPARE(list().list()[2].hotkey, u"Ctrl+4"_qs);
    press(u"Remove"_qs);
    QCOMPARE(list().rowCount(), 4);
}

void TestSendListPanel::keysMustBeFree()
{
    panel().selectRow(2);
    for (const auto &[key, says] : {std::pair{u"Ctrl+1"_qs, u"“one”"_qs}, std::pair{u"Ctrl+F"_qs, u"Find"_qs}}) {
        press(u"Edit…"_qs);
        auto *dialog = m_window->dialog<SendEntryDialog>();
        dialog->findChild<QKeySequenceEdit *>()->setKeySequence(QKeySequence::fromString(key));
        dialog->accept();
        QVERIFY(dialog->isVisible());
        QString text;
        for (const QLabel *label : dialog->findChildren<QLabel *>())
            text += label->isVisible() ? label->text() : QString();
        QVERIFY2(text.contains(says), qPrintable(text));
        dialog->reject();
        QTRY_VERIFY(!m_window->dialog<SendEntryDialog>());
    }
}

void TestSendListPanel::doubleClickSends()
{
    const QPoint place = table().visualRect(list().index(2, SendListModel::Name)).center();
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, place);
    QTRY_COMPARE(m_got.toHex(), "bac30a"); // in the page's encoding
    panel().selectRow(1);
    press(u"Send"_qs);
    QTRY_COMPARE(m_got, QByteArray("\xba\xc3\n23"));
}

void TestSendListPanel::hotkeysSend()
{
    QVERIFY(QTest::qWaitForWindowActive(&m_window->window));
    QTest::keyClick(&m_window->window, Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(m_got, QByteArray("23"));
    list().move(0, 3); // the key goes with its entry
    QTest::keyClick(&m_window->window, Qt::Key_1, Qt::ControlModifier);
    QTRY_COMPARE(m_got, QByteArray("231"));
    list().remove(2);
    QTest::keyClick(&m_window->window, Qt::Key_1, Qt::ControlModifier);
    QTest::keyClick(&m_window->window, Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(m_got, QByteArray("23123"));
}

void TestSendListPanel::runsOnce()
{
    press(u"Run once"_qs);
    QTRY_COMPARE(m_got, QByteArray("123\xba\xc3\n"));
    QTRY_VERIFY(m_window->bar().text().startsWith(u"Done: 3 of 3"));
}

void TestSendListPanel::loops()
{
    QVERIFY(!buttonIn(panel(), u"Stop"_qs)->isEnabled());
    press(u"Loop"_qs);
    QTRY_VERIFY(m_got.size() > 50);
    QVERIFY(!buttonIn(panel(), u"Run once"_qs)->isEnabled());
    press(u"Stop"_qs);
    QTRY_VERIFY(m_window->bar().text().startsWith(u"Stopped"));
    QVERIFY(buttonIn(panel(), u"Run once"_qs)->isEnabled());
    QVERIFY(m_got.startsWith("123\xba\xc3\n123\xba\xc3\n"));
}

void TestSendListPanel::badEntryIsReported()
{
    SendListEntry bad = list().list()[2];
    bad.payload = u"ab😀"_qs; // not in GBK
    list().replace(2, bad);
    press(u"Run once"_qs);
    QVERIFY(messages().isVisible());
    QVERIFY2(messages().text().contains(u"Message 3"), qPrintable(messages().text()));
    QVERIFY2(messages().text().contains(u"position 3"), qPrintable(messages().text()));
    QCOMPARE(panel().currentRow(), 2);
    QVERIFY(!m_window->page().sending().isRunning());
    QVERIFY(m_got.isEmpty());
    panel().selectRow(0);
    press(u"Send"_qs);
    QVERIFY(!messages().isVisible());
    // Without the panel the page shows it.
    m_window->window.findChild<QDockWidget *>()->hide();
    m_window->page().close();
    QTRY_COMPARE(m_window->page().session().state(), Session::State::Closed);
    QTest::keyClick(&m_window->window, Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(m_window->page().findChild<MessageBar *>()->text().contains(u"Open"));
}

void TestSendListPanel::buttonsNeedARow()
{
    const auto *hint = table().findChild<QLabel *>();
    QVERIFY(!hint->isVisible());
    list().setList({});
    QVERIFY(hint->isVisible());
    for (const QString &text :
         {u"Edit…"_qs, u"Duplicate"_qs, u"Remove"_qs, u"Up"_qs, u"Down"_qs, u"Send"_qs, u"Run once"_qs, u"Loop"_qs})
        QVERIFY(!buttonIn(panel(), text)->isEnabled());
    QVERIFY(buttonIn(panel(), u"Add…"_qs)->isEnabled());
}

void TestSendListPanel::importsAndExports()
{
    for (const QString &name : {u"/list.json"_qs, u"/list.csv"_qs}) {
        list().setList(three());
        m_window->files.name = m_window->place + name;
        press(u"Export…"_qs);
        QVERIFY2(messages().text().contains(name), qPrintable(messages().text()));
        list().setList({});
        press(u"Import…"_qs);
        QCOMPARE(list().list(), three());
    }
    press(u"Import…"_qs); // at the end of the list; its keys are in use now
    QCOMPARE(list().rowCount(), 6);
    QVERIFY(list().list()[3].hotkey.isEmpty());
}

void TestSendListPanel::importReportsTakenKeys()
{
    SendList more = three();
    more.append({u"find"_qs, u"x"_qs, {}, 1, u"Ctrl+F"_qs}); // the menu's
    more.append({u"four"_qs, u"x"_qs, {}, 1, u"Ctrl+4"_qs});
    more.append({u"four again"_qs, u"x"_qs, {}, 1, u"Ctrl+4"_qs});
    m_window->files.name = m_window->place + u"/more.json"_qs;
    QVERIFY(sendlistfile::save(m_window->files.name, sendlistfile::Format::Json, more));
    const QSignalSpy inserted(&list(), &QAbstractItemModel::rowsInserted);
    const QSignalSpy edited(&list(), &SendListModel::edited);
    press(u"Import…"_qs);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(edited.size(), 1);
    QStringList keys;
    for (const SendListEntry &entry : list().list())
        keys.append(entry.hotkey);
    QCOMPARE(keys, (QStringList{u"Ctrl+1"_qs, u"Ctrl+2"_qs, {}, {}, {}, {}, {}, u"Ctrl+4"_qs, {}}));
    QVERIFY2(messages().text().contains(u"6 messages imported. 4 key"), qPrintable(messages().text()));
}

void TestSendListPanel::textsStayAsTheyAre_data()
{
    QTest::addColumn<QString>("payload");
    QTest::addColumn<PayloadFormat>("format");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<bool>("escapes");
    const PayloadFormat text;
    const PayloadFormat escapes{PayloadFormat::Input::Text, true};
    const PayloadFormat hex{PayloadFormat::Input::Hex};
    QTest::newRow("plain") << u"a\\\nb"_qs << text << u"a\\\nb"_qs << false;
    QTest::newRow("CR LF") << u"a\\\r\nb\r\n"_qs << text << u"a\\\\\\r\nb\\r\n"_qs << true;
    QTest::newRow("CR") << u"a\r"_qs << text << uR"(a\r)"_qs << true;
    QTest::newRow("NBSP") << u"1\u00a0000"_qs << text << uR"(1\u{A0}000)"_qs << true;
    QTest::newRow("separators") << u"a\u2028b\u2029"_qs << text << uR"(a\u{2028}b\u{2029})"_qs << true;
    QTest::newRow("control") << u"\x02OK\x03"_qs << text << uR"(\u{2}OK\u{3})"_qs << true;
    QTest::newRow("escapes and CR") << u"\\x41\r\n"_qs << escapes << u"\\x41\\r\n"_qs << true;
    QTest::newRow("hex in lines") << u"01\r\n02"_qs << hex << u"01\n02"_qs << false;
}

void TestSendListPanel::textsStayAsTheyAre()
{
    QFETCH(QString, payload);
    QFETCH(PayloadFormat, format);
    QFETCH(QString, shown);
    QFETCH(bool, escapes);
    const SendListEntry given{u"x"_qs, payload, format, 5, u"Ctrl+K, Ctrl+1"_qs};
    const auto utf8 = TextCodec::find(u"UTF-8"_qs).value();
    SendEntryDialog dialog(
        given, utf8, [](const QKeySequence &) { return QString(); }, nullptr);
    QCOMPARE(dialog.box().edit()->toPlainText(), shown);
    QCOMPARE(dialog.findChild<FormatFields *>()->format().escapes, escapes);
    QVERIFY(dialog.entry() == given);
    QCOMPARE(dialog.box().payload().value(), buildPayload(payload, format, *utf8).value());
    dialog.box().edit()->moveCursor(QTextCursor::End);
    dialog.box().edit()->insertPlainText(u"44"_qs);
    const SendListEntry edited = dialog.entry();
    QCOMPARE(buildPayload(edited.payload, edited.format, *utf8).value(),
             buildPayload(payload + u"44"_qs, format, *utf8).value());
    // Text that a line edit would hide is edited only in the dialog.
    list().setList({given});
    const bool inPlace = list().flags(list().index(0, SendListModel::Payload)).testFlag(Qt::ItemIsEditable);
    QCOMPARE(inPlace, payload == shown && !payload.contains(u'\n'));
}

void TestSendListPanel::importProblems()
{
    QFile file(m_window->place + u"/bad.csv"_qs);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("payload,delay_ms\na,soon\n");
    file.close();
    m_window->files.name = file.fileName();
    press(u"Import…"_qs);
    QVERIFY(messages().text().contains(u"bad.csv") && messages().text().contains(u"Line 2"));
    QCOMPARE(list().list(), three());
}

void TestSendListPanel::keptBetweenStarts()
{
    m_window->window.close();
    SendingFixture again(m_window->place);
    QCOMPARE(again.window.findChild<SendListModel *>()->list(), three());
    QVERIFY(again.window.findChild<SendListPanel *>()->isVisible());
}

QTEST_MAIN(TestSendListPanel)
#include "tst_sendlistpanel.moc"
