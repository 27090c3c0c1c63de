// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/windowfixture.h"
#include "tests/unit/log/logfixture.h"
#include "widgets/captures/exportdialog.h"
#include "widgets/captures/logexports.h"
#include "widgets/captures/logsavejob.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"

class TestExportDialog : public QObject
{
    Q_OBJECT
private slots:
    void followsTheFormat();
    void ranges();
    void remembersTheChoice();
    void browses();
    void warnsOfReplacing();
    void exportsAStream();
    void exportsTheSelection();
    void closingTheTabCancels();
    void opensInWireshark();
    void wiresharkMissing();

private:
    static void fill(TrafficLog &log);
    static QByteArray contents(const QString &file);
    static QComboBox *format(const QWidget &dialog) { return named<QComboBox>(dialog, u"Format"_qs); }
    static QLineEdit *file(const QWidget &dialog) { return named<QLineEdit>(dialog, u"File"_qs); }
};

/// Two peers, five records: 0 and 2 of the first, the others of the second.
void TestExportDialog::fill(TrafficLog &log)
{
    LogFlow a;
    a.id = log.nextPeerId();
    a.remote = a.local = {QHostAddress(u"127.0.0.1"_qs), 5000};
    LogFlow b = a;
    b.id = log.nextPeerId();
    b.remote.port = 5001;
    TrafficLog::Writer writer(log);
    writer.data(a, Direction::In, 1, "a0");
    writer.data(b, Direction::Out, 2, "B1");
    writer.data(a, Direction::In, 3, "a2");
    writer.data(b, Direction::Out, 4, "B3");
    writer.data(b, Direction::In, 5, "b4");
}

QByteArray TestExportDialog::contents(const QString &name)
{
    QFile in(name);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

void TestExportDialog::followsTheFormat()
{
    LogFixture log;
    WindowFixture fixture;
    ExportDialog dialog({log.log}, fixture.settings, fixture.files);
    dialog.show();
    format(dialog)->setCurrentIndex(int(ExportFormat::Csv));
    QVERIFY(file(dialog)->text().endsWith(u".csv"));
    QVERIFY(named<QComboBox>(dialog, u"Encoding"_qs));
    QVERIFY(!named<QComboBox>(dialog, u"Peer"_qs));
    format(dialog)->setCurrentIndex(int(ExportFormat::Raw));
    QVERIFY(file(dialog)->text().endsWith(u".bin"));
    QVERIFY(!named<QComboBox>(dialog, u"Encoding"_qs));
    QVERIFY(named<QComboBox>(dialog, u"Peer"_qs));
    file(dialog)->setText(u"/tmp/my.own"_qs);
    format(dialog)->setCurrentIndex(int(ExportFormat::Pcapng));
    QCOMPARE(file(dialog)->text(), u"/tmp/my.own"_qs);
    QVERIFY(buttonIn(dialog, u"Export"_qs)->isEnabled());
    file(dialog)->clear();
    QVERIFY(!buttonIn(dialog, u"Export"_qs)->isEnabled());
}

void TestExportDialog::ranges()
{
    LogFixture log;
    fill(*log.log);
    WindowFixture fixture;
    const auto enabled = [](const QWidget &dialog) {
        const auto *box = named<QComboBox>(dialog, u"Records"_qs);
        QList<bool> result;
        for (int i = 0; i < box->count(); ++i)
            result.append(qobject_cast<QStandardItemModel *>(box->model())->item(i)->isEnabled());
        return result;
    };
    ExportDialog plain({log.log}, fixture.settings, fixture.files);
    plain.show();
    QCOMPARE(enabled(plain), QList<bool>({true, false, false, false}));
    QCOMPARE(plain.request().selection->end(), RecordNumber(5));
    const auto filtered = std::make_shared<RangeSelection>(3, 4);
    ExportDialog all({log.log, 2, {1, 3}, filtered, u"GBK"_qs}, fixture.settings, fixture.files);
    all.show();
    QCOMPARE(enabled(all), QList<bool>({true, true, true, true}));
    QCOMPARE(named<QComboBox>(all, u"Records"_qs)->currentIndex(), 1); // the records shown
    QCOMPARE(all.request().selection->first(), RecordNumber(2));
    QCOMPARE(all.request().options.codec->name(), u"GBK"_qs);
    named<QComboBox>(all, u"Records"_qs)->setCurrentIndex(2);
    QCOMPARE(all.request().selection->first(), RecordNumber(1));
    QCOMPARE(all.request().selection->end(), RecordNumber(3));
    named<QComboBox>(all, u"Records"_qs)->setCurrentIndex(3);
    QVERIFY(all.request().selection == filtered);
}

void TestExportDialog::remembersTheChoice()
{
    LogFixture log;
    WindowFixture fixture;
    const QString name = fixture.place + u"/x.log"_qs;
    {
        ExportDialog first({log.log, 3}, fixture.settings, fixture.files);
        first.show();
        format(first)->setCurrentIndex(int(ExportFormat::NetAssist));
        named<QComboBox>(first, u"Records"_qs)->setCurrentIndex(0);
        for (QCheckBox *box : first.findChildren<QCheckBox *>())
            box->setChecked(true);
        file(first)->setText(name);
        first.accept();
        QVERIFY(first.request().options.hex && first.request().options.byteOrderMark);
    }
    ExportDialog second({log.log, 3}, fixture.settings, fixture.files);
    second.show();
    QVERIFY(second.request().format == ExportFormat::NetAssist);
    QVERIFY(second.request().options.hex && second.request().options.byteOrderMark);
    QCOMPARE(named<QComboBox>(second, u"Records"_qs)->currentIndex(), 0);
    QCOMPARE(QFileInfo(second.file()).path(), fixture.place);
    QVERIFY(second.file().endsWith(u".log"));
}

void TestExportDialog::browses()
{
    LogFixture log;
    WindowFixture fixture;
    ExportDialog dialog({log.log}, fixture.settings, fixture.files);
    dialog.show();
    fixture.files.name = fixture.place + u"/chosen.txt"_qs;
    buttonIn(dialog, u"Browse…"_qs)->click();
    QCOMPARE(dialog.file(), fixture.files.name);
    fixture.files.name.clear(); // the user cancelled
    buttonIn(dialog, u"Browse…"_qs)->click();
    QCOMPARE(dialog.file(), fixture.place + u"/chosen.txt"_qs);
}

void TestExportDialog::warnsOfReplacing()
{
    LogFixture log;
    WindowFixture fixture;
    ExportDialog dialog({log.log}, fixture.settings, fixture.files);
    dialog.show();
    const auto says = [&](const QString &text) {
        const auto labels = dialog.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](auto *label) { return label->text().contains(text); });
    };
    file(dialog)->setText(log.log->segmentPath(1));
    QVERIFY(buttonIn(dialog, u"Replace"_qs)->isEnabled());
    QVERIFY(says(u"will be replaced"_qs));
    file(dialog)->setText(fixture.place + u"/missing/x.txt"_qs);
    QVERIFY(!buttonIn(dialog, u"Export"_qs)->isEnabled());
    QVERIFY(says(u"does not exist"_qs));
}

void TestExportDialog::exportsAStream()
{
    WindowFixture fixture;
    SessionPage *page = fixture.window.addTab();
    fixture.window.show();
    fill(page->session().log());
    fixture.window.exports().exportLog(page);
    auto *dialog = fixture.window.findChild<ExportDialog *>();
    QVERIFY(dialog);
    format(*dialog)->setCurrentIndex(int(ExportFormat::Raw));
    const QString name = fixture.place + u"/stream.bin"_qs;
    file(*dialog)->setText(name);
    auto *peers = named<QComboBox>(*dialog, u"Peer"_qs);
    QTRY_COMPARE(peers->count(), 2);
    QVERIFY2(peers->itemText(1).contains(u"127.0.0.1:5001"), qPrintable(peers->itemText(1)));
    QTRY_VERIFY(peers->isEnabled());
    peers->setCurrentIndex(1);
    named<QComboBox>(*dialog, u"Direction"_qs)->setCurrentIndex(1);
    buttonIn(*dialog, u"Export"_qs)->click();
    QTRY_VERIFY(page->findChild<MessageBar *>()->text().contains(u"stream.bin"));
    QCOMPARE(contents(name), "B1B3");
    QTRY_VERIFY(!fixture.window.findChild<LogSaveJob *>());
}

void TestExportDialog::exportsTheSelection()
{
    WindowFixture fixture;
    SessionPage *page = fixture.window.addTab();
    fixture.window.resize(1000, 700);
    fixture.window.show();
    fill(page->session().log());
    LogView &view = page->logView();
    view.scroller().setOrigin(2);
    view.refresh();
    QCOMPARE(view.selection().records(), std::make_pair(RecordNumber(0), RecordNumber(0)));
    view.selection().selectAll();
    QCOMPARE(view.selection().records(), std::make_pair(RecordNumber(2), RecordNumber(5)));
    fixture.window.exports().exportLog(page);
    auto *dialog = fixture.window.findChild<ExportDialog *>();
    format(*dialog)->setCurrentIndex(int(ExportFormat::HexDump));
    named<QComboBox>(*dialog, u"Records"_qs)->setCurrentIndex(2);
    const QString name = fixture.place + u"/selected.hex"_qs;
    file(*dialog)->setText(name);
    buttonIn(*dialog, u"Export"_qs)->click();
    QTRY_VERIFY(QFile::exists(name));
    QCOMPARE(contents(name).count("\n00000000  "), 3);
}

void TestExportDialog::closingTheTabCancels()
{
    WindowFixture fixture;
    SessionPage *page = fixture.window.addTab();
    fixture.window.show();
    LogFlow flow;
    flow.id = page->session().log().nextPeerId();
    for (int i = 0; i < 1000; ++i)
        TrafficLog::Writer(page->session().log()).data(flow, Direction::In, i, QByteArray(60'000, 'x'));
    fixture.files.name = fixture.place + u"/saved.txt"_qs;
    fixture.window.exports().save(page);
    QVERIFY(fixture.window.findChild<LogSaveJob *>());
    Q_EMIT fixture.window.tabs()->tabCloseRequested(0);
    QTRY_VERIFY(!fixture.window.findChild<LogSaveJob *>());
    // Nothing, or all of it if saving was faster; never a part.
    QVERIFY(!QFile::exists(fixture.files.name) || QFileInfo(fixture.files.name).size() > 1000 * 60'000);
}

/// A script in place of Wireshark keeps its argument.
void TestExportDialog::opensInWireshark()
{
    QTemporaryDir place;
    const QString program = place.filePath(u"fake wireshark"_qs);
    QFile script(program);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\nstat -c %a \"$1\" > \"$0.mode\"\ncp \"$1\" \"$0.tmp\" && mv \"$0.tmp\" \"$0.got\"\n");
    script.close();
    script.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    QString captures;
    {
        WindowFixture fixture;
        captures = fixture.place + u"/captures"_qs;
        SessionPage *page = fixture.window.addTab();
        fixture.window.show();
        fill(page->session().log());
        page->logView().scroller().setOrigin(1);
        fixture.window.exports().wireshark().setProgram(program);
        QVERIFY(fixture.window.exports().wireshark().isAvailable());
        fixture.window.exports().openInWireshark(page);
        QTRY_VERIFY(QFile::exists(program + u".got"_qs));
        QCOMPARE(contents(program + u".mode"_qs), "600\n");
        QCOMPARE(QDir(captures).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
        fixture.own.setAutoRemove(false);
    }
    const auto left = LogStore(captures).logs(); // that of the tab; the file for Wireshark is deleted
    QCOMPARE(left.size(), size_t(1));
    QVERIFY(!QFile::exists(left[0].path + u"/wireshark"_qs));
    QDir(QFileInfo(captures).path()).removeRecursively();
    QVERIFY(QFile::rename(program + u".got"_qs, place.filePath(u"segment-000001.pcapng"_qs)));
    const auto log = TrafficLog::reopen({.directory = place.path(), .file = {}}).value();
    QCOMPARE(log->end(), RecordNumber(4));
    QCOMPARE(LogReader(log).read(3).value().payload, "b4");
}

void TestExportDialog::wiresharkMissing()
{
    WindowFixture fixture;
    SessionPage *page = fixture.window.addTab();
    fixture.window.show();
    fixture.window.exports().wireshark().setProgram(u"/nonexistent/wireshark"_qs);
    fixture.window.exports().openInWireshark(page);
    QTRY_VERIFY(page->findChild<MessageBar *>()->text().contains(u"could not be started"));
    QAction *entry = actionIn(fixture.window, u"Open in Wireshark"_qs);
    QVERIFY(entry);
    Q_EMIT qobject_cast<QMenu *>(entry->associatedObjects().value(0))->aboutToShow();
    QVERIFY(!entry->isEnabled());
}

QTEST_MAIN(TestExportDialog)
#include "tst_exportdialog.moc"
