// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/windowfixture.h"
#include "widgets/lookup/copyabletree.h"
#include "widgets/lookup/localcomputertab.h"
#include "widgets/lookup/lookupdialog.h"
#include "widgets/lookup/lookuptab.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/localaddressbox.h"

#include <QClipboard>
#include <QSemaphore>
#include <QTabWidget>

namespace {

QStringList rowsOf(const QTreeWidget &tree)
{
    QStringList rows;
    for (int i = 0; i < tree.topLevelItemCount(); ++i)
        rows.append(tree.topLevelItem(i)->text(0) + u'|' + tree.topLevelItem(i)->text(1));
    return rows;
}

QTreeWidgetItem *childIn(const QTreeWidget &tree, const QString &text)
{
    for (int i = 0; i < tree.topLevelItemCount(); ++i) {
        for (int child = 0; child < tree.topLevelItem(i)->childCount(); ++child) {
            if (tree.topLevelItem(i)->child(child)->text(0) == text)
                return tree.topLevelItem(i)->child(child);
        }
    }
    return nullptr;
}

/// Look-ups that wait for the test.
struct HeldQueries
{
    const std::shared_ptr<QSemaphore> asked = std::make_shared<QSemaphore>();
    const std::shared_ptr<QSemaphore> gate = std::make_shared<QSemaphore>();

    NameLookup::Queries queries(std::chrono::milliseconds limit) const
    {
        return {[asked = asked, gate = gate](const QString &) -> tl::expected<systemnames::Names, Event> {
                    asked->release();
                    gate->acquire();
                    return systemnames::Names{{}, {QHostAddress(u"192.0.2.1"_qs)}};
                },
                [](const QHostAddress &) -> tl::expected<QString, Event> { return u"back.example"_qs; }, limit};
    }
};

} // namespace

class TestLookupDialog : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_window.reset(); }
    void explainsANetwork();
    void asks_data();
    void asks();
    void errorsLeaveNoOldAnswer();
    void knownService();
    void longValues();
    void copies();
    void looksUpAName();
    void cancel();
    void timeLimit();
    void anotherNameMeanwhile();
    void keepsItsFieldsWhileClosed();
    void changesItsLanguage();
    void thisComputer();
    void useAsLocalHost();
    void explainAnAddress();

private:
    LookupDialog &dialog() { return *m_window->window.findChild<LookupDialog *>(); }
    QLineEdit &field() { return existing<QLineEdit>(dialog(), "Name, address, network or port"); }
    CopyableTree &table() { return existing<CopyableTree>(dialog(), "Results"); }
    CopyableTree &addresses();
    void type(const QString &text);

    std::unique_ptr<WindowFixture> m_window;
};

void TestLookupDialog::init()
{
    m_window = std::make_unique<WindowFixture>();
    m_window->begin();
    actionIn(m_window->window, u"Names and addresses…"_qs)->trigger();
    QVERIFY(dialog().isVisible());
    QVERIFY(!dialog().isModal());
}

/// As a user does, ended by Enter.
void TestLookupDialog::type(const QString &text)
{
    field().selectAll();
    QTest::keyClicks(&field(), text);
    QTest::keyClick(&field(), Qt::Key_Return);
}

CopyableTree &TestLookupDialog::addresses()
{
    dialog().findChild<QTabWidget *>()->setCurrentIndex(1);
    return existing<CopyableTree>(dialog(), "Addresses of this computer");
}

void TestLookupDialog::explainsANetwork()
{
    type(u"192.168.1.10/24"_qs);
    const QStringList rows = rowsOf(table());
    for (const QString &row : {u"Kind|Private"_qs, u"Network|192.168.1.0/24"_qs, u"Mask|255.255.255.0"_qs,
                               u"Broadcast address|192.168.1.255"_qs, u"Hosts|254"_qs, u"This address|Host 10"_qs})
        QVERIFY2(rows.contains(row), qPrintable(rows.join(u'\n')));
}

void TestLookupDialog::asks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("row");
    QTest::newRow("port") << u"65000"_qs << u"Kind|Dynamic port (private)"_qs;
    QTest::newRow("mask") << u"10.1.2.3 255.255.0.0"_qs << u"Network|10.1.0.0/16"_qs;
    QTest::newRow("IPv6") << u"2001:db8::1"_qs << u"Full form|2001:0db8:0000:0000:0000:0000:0000:0001"_qs;
    QTest::newRow("address and port") << u"[::1]:65000"_qs << u"Port|65000"_qs;
    QTest::newRow("name of an address") << u"127.0.0.1"_qs << u"Name of the address|localhost"_qs;
}

void TestLookupDialog::asks()
{
    QFETCH(QString, text);
    QFETCH(QString, row);
    type(text);
    QTRY_VERIFY2(rowsOf(table()).contains(row), qPrintable(rowsOf(table()).join(u'\n')));
}

void TestLookupDialog::errorsLeaveNoOldAnswer()
{
    type(u"65000"_qs);
    QVERIFY(!rowsOf(table()).isEmpty());
    type(u"192.168.1.10/40"_qs);
    QVERIFY(labelSays(dialog(), u"Prefix /40 does not exist"_qs));
    QCOMPARE(field().text(), u"192.168.1.10/40"_qs);
    QCOMPARE(field().selectedText(), u"40"_qs);
    QCOMPARE(rowsOf(table()), QStringList());
    QVERIFY(!buttonIn(dialog(), u"Copy all"_qs)->isEnabled());
    m_window->language.use(u"zh_CN"_qs); // makes the explanation again
    m_window->language.use(u"en"_qs);
    QCOMPARE(rowsOf(table()), QStringList());
    QTest::keyClicks(&field(), u"24"_qs);
    QVERIFY(!labelSays(dialog(), u"Prefix /40"_qs));
}

/// A service needs no host of its name.
void TestLookupDialog::knownService()
{
    LookupTab tab({[](const QString &name) -> tl::expected<systemnames::Names, Event> {
                       return tl::unexpected(Event{EventCode::HostNotFound, {name}});
                   },
                   [](const QHostAddress &) -> tl::expected<QString, Event> { return QString(); },
                   std::chrono::minutes(1)});
    tab.show();
    tab.ask(u"nosuch.example"_qs);
    QTRY_VERIFY(labelSays(tab, u"The host name “nosuch.example” does not exist"_qs));
    tab.ask(u"http"_qs);
    QVERIFY(labelSays(tab, u"Asking the name server"_qs));
    QTRY_VERIFY(!labelSays(tab, u"Asking the name server"_qs));
    QVERIFY(!labelSays(tab, u"does not exist"_qs));
    QVERIFY(rowsOf(existing<QTreeWidget>(tab, "Results")).contains(u"Port (TCP)|80"_qs));
}

/// They are broken into lines; what is copied is not.
void TestLookupDialog::longValues()
{
    type(u"2001:db8::1"_qs);
    QTreeWidgetItem *name = table().findItems(u"Reverse DNS name"_qs, Qt::MatchExactly).first();
    const QTreeWidgetItem *address = table().topLevelItem(0);
    QTRY_VERIFY(table().visualItemRect(name).height() > table().visualItemRect(address).height() * 3 / 2);
    table().setCurrentItem(name, 1);
    QTest::keySequence(&table(), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), name->text(1));
    QVERIFY(name->text(1).endsWith(u"8.b.d.0.1.0.0.2.ip6.arpa"));
}

void TestLookupDialog::copies()
{
    type(u"192.168.1.10/24"_qs);
    QTreeWidgetItem *network = table().findItems(u"Network"_qs, Qt::MatchExactly).first();
    table().setCurrentItem(network, 1);
    QTest::keySequence(&table(), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"192.168.1.0/24"_qs);
    buttonIn(dialog(), u"Copy all"_qs)->click();
    const QString all = QGuiApplication::clipboard()->text();
    QVERIFY2(all.startsWith(u"Address\t192.168.1.10\nKind\tPrivate\tFor local networks"), qPrintable(all));
    QVERIFY2(all.contains(u"\nHosts\t254\t2^8 − 2\n"), qPrintable(all));
    // Two cells of one row, and one of the next.
    table().clearSelection();
    network->setSelected(true);
    const QModelIndex cell = table().currentIndex();
    table().selectionModel()->select(cell.siblingAtColumn(0), QItemSelectionModel::ClearAndSelect);
    table().selectionModel()->select(cell, QItemSelectionModel::Select);
    buttonIn(dialog(), u"Copy"_qs)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Network\t192.168.1.0/24"_qs);
}

void TestLookupDialog::looksUpAName()
{
    type(u"localhost:80"_qs);
    QTRY_VERIFY(buttonIn(dialog(), u"Look up"_qs));
    const QStringList rows = rowsOf(table());
    QVERIFY2(rows.contains(u"Name|localhost"_qs), qPrintable(rows.join(u'\n')));
    QVERIFY2(rows.contains(u"IPv4 address|127.0.0.1"_qs) || rows.contains(u"IPv6 address|::1"_qs),
             qPrintable(rows.join(u'\n')));
    QVERIFY2(rows.contains(u"Port|80"_qs), qPrintable(rows.join(u'\n')));
    type(u"a..b"_qs);
    QTRY_VERIFY(labelSays(dialog(), u"The host name “a..b” does not exist."_qs));
    QVERIFY(buttonIn(dialog(), u"Look up"_qs));
}

void TestLookupDialog::cancel()
{
    const HeldQueries held;
    LookupTab tab(held.queries(std::chrono::minutes(5)));
    tab.show();
    QTest::keyClicks(tab.field(), u"host.example"_qs);
    QTest::keyClick(tab.field(), Qt::Key_Return);
    QVERIFY(held.asked->tryAcquire(1, patienceMs));
    QVERIFY(labelSays(tab, u"Asking the name server…"_qs));
    QPushButton *button = buttonIn(tab, u"Cancel"_qs);
    QVERIFY(button);
    button->click();
    QVERIFY(labelSays(tab, u"Cancelled."_qs));
    QVERIFY(buttonIn(tab, u"Look up"_qs));
    held.gate->release();
    QTest::qWait(20);
    QCOMPARE(existing<CopyableTree>(tab, "Results").topLevelItemCount(), 0);
}

void TestLookupDialog::timeLimit()
{
    const HeldQueries held;
    LookupTab tab(held.queries(std::chrono::milliseconds(100)));
    tab.show();
    tab.ask(u"host.example"_qs);
    QTRY_VERIFY(labelSays(tab, u"No answer within 0.1 s for “host.example”."_qs));
    QVERIFY(buttonIn(tab, u"Look up"_qs));
    held.gate->release();
}

void TestLookupDialog::anotherNameMeanwhile()
{
    const HeldQueries held;
    LookupTab tab(held.queries(std::chrono::minutes(5)));
    tab.show();
    tab.ask(u"first.example"_qs);
    QVERIFY(held.asked->tryAcquire(1, patienceMs));
    tab.ask(u"65000"_qs);
    QVERIFY(buttonIn(tab, u"Look up"_qs));
    const QStringList rows = rowsOf(existing<CopyableTree>(tab, "Results"));
    QVERIFY(rows.contains(u"Port|65000"_qs));
    held.gate->release();
    QTest::qWait(20);
    QCOMPARE(rowsOf(existing<CopyableTree>(tab, "Results")), rows);
}

void TestLookupDialog::keepsItsFieldsWhileClosed()
{
    type(u"65000"_qs);
    const QStringList rows = rowsOf(table());
    buttonIn(dialog(), u"Close"_qs)->click();
    QVERIFY(!dialog().isVisible());
    actionIn(m_window->window, u"Names and addresses…"_qs)->trigger();
    QCOMPARE(m_window->window.findChildren<LookupDialog *>().size(), 1);
    QCOMPARE(field().text(), u"65000"_qs);
    QCOMPARE(rowsOf(table()), rows);
}

void TestLookupDialog::changesItsLanguage()
{
    type(u"192.168.1.10/24"_qs);
    QTRY_VERIFY(buttonIn(dialog(), u"Look up"_qs));
    const QStringList rows = rowsOf(table());
    const QPointer<LookupDialog> open(&dialog());
    m_window->language.use(u"zh_CN"_qs);
    QCOMPARE(open->findChild<LookupTab *>()->field()->text(), u"192.168.1.10/24"_qs);
    QCOMPARE(open->findChild<LookupTab *>()->findChild<CopyableTree *>()->topLevelItemCount(), int(rows.size()));
    m_window->language.use(u"en"_qs);
    QCOMPARE(rowsOf(table()), rows);
}

void TestLookupDialog::thisComputer()
{
    const CopyableTree &tree = addresses();
    QVERIFY(labelSays(dialog(), u"Host name: "_qs));
    const QTreeWidgetItem *loopback = childIn(tree, u"127.0.0.1"_qs);
    if (!loopback)
        QSKIP("This computer has no address 127.0.0.1.");
    QCOMPARE(loopback->text(1), u"/8"_qs);
    QCOMPARE(loopback->text(2), u"255.0.0.0"_qs);
    QVERIFY(loopback->parent()->text(0).contains(u" · Loopback, connected · MTU "));
    QVERIFY(!buttonIn(dialog(), u"Explain"_qs)->isEnabled());
    QVERIFY(!buttonIn(dialog(), u"Use as local host"_qs)->isEnabled());
}

void TestLookupDialog::useAsLocalHost()
{
    CopyableTree &tree = addresses();
    QTreeWidgetItem *loopback = childIn(tree, u"127.0.0.1"_qs);
    if (!loopback)
        QSKIP("This computer has no address 127.0.0.1.");
    tree.setCurrentItem(loopback);
    QPushButton *use = buttonIn(dialog(), u"Use as local host"_qs);
    QVERIFY(use->isEnabled());
    use->click();
    SessionPage &page = *m_window->window.currentSessionPage();
    QCOMPARE(page.findChild<LocalAddressBox *>()->host(), u"127.0.0.1"_qs);
    QVERIFY(labelSays(dialog(), u"Local host of “Server :8080”: 127.0.0.1"_qs));
    page.setUrl(EndpointUrl::parse(u"tcp-server://0.0.0.0:0"_qs).value());
    page.open();
    QTRY_COMPARE(page.session().state(), Session::State::Open);
    QVERIFY(use->isEnabled());
    use->click();
    QVERIFY(labelSays(dialog(), u"is open. Close it to change its local host."_qs));
    QCOMPARE(page.findChild<LocalAddressBox *>()->host(), u"0.0.0.0"_qs);
}

void TestLookupDialog::explainAnAddress()
{
    CopyableTree &tree = addresses();
    QTreeWidgetItem *loopback = childIn(tree, u"127.0.0.1"_qs);
    if (!loopback)
        QSKIP("This computer has no address 127.0.0.1.");
    tree.setCurrentItem(loopback);
    buttonIn(dialog(), u"Explain"_qs)->click();
    QCOMPARE(field().text(), u"127.0.0.1/8"_qs);
    QVERIFY(rowsOf(table()).contains(u"Network|127.0.0.0/8"_qs));
}

QTEST_MAIN(TestLookupDialog)
#include "tst_lookupdialog.moc"
