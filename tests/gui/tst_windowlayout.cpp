// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// The window and its dialogs on a screen of 800×600, in each language and with long texts from outside.
#include "model/sending/listplan.h"
#include "tests/gui/windowfixture.h"
#include "widgets/network/certificatedialog.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"
#include "widgets/sending/pagesending.h"

namespace {

constexpr QSize smallScreen(800, 600);
constexpr int decoration = 32; // title bar of a window, in pixels

QString longWord(int length)
{
    return QString(length, u'w');
}

/// Groups of fields that are narrower than their fields need.
QStringList cutGroups(const QWidget &root)
{
    QStringList cut;
    for (const QGroupBox *group : root.findChildren<QGroupBox *>()) {
        const int least = group->minimumSizeHint().width();
        if (group->isVisibleTo(&root) && least > group->width())
            cut.append(QStringLiteral("%1: %2 of %3 pixels").arg(group->title()).arg(group->width()).arg(least));
    }
    return cut;
}

/// Labels whose text is higher than they are.
QStringList cutLabels(const QWidget &root)
{
    QStringList cut;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&root) && label->wordWrap() && label->heightForWidth(label->width()) > label->height())
            cut.append(label->text());
    }
    return cut;
}

/// Number fields that are too narrow for the text that they have instead of a number.
QStringList cutNumbers(const QWidget &root)
{
    QStringList cut;
    for (const QSpinBox *box : root.findChildren<QSpinBox *>()) {
        const QString text = box->specialValueText();
        const int least = box->fontMetrics().horizontalAdvance(text);
        if (box->isVisibleTo(&root) && !text.isEmpty() && box->findChild<QLineEdit *>()->width() < least + 4)
            cut.append(QStringLiteral("%1: %2").arg(box->accessibleName(), text));
    }
    return cut;
}

/// The letters for the Alt key that two visible fields or buttons share.
QStringList ambiguousLetters(const QWidget &root)
{
    QStringList texts;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(&root))
            continue;
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            texts.append(button->text());
        else if (const auto *label = qobject_cast<const QLabel *>(widget); label && label->buddy())
            texts.append(label->text());
        else if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i)
                texts.append(tabs->tabText(i));
        } else if (const auto *menus = qobject_cast<const QMenuBar *>(widget)) {
            for (const QAction *menu : menus->actions())
                texts.append(menu->text());
        }
    }
    QMap<QString, QStringList> letters;
    for (const QString &text : texts) {
        if (const QString key = QKeySequence::mnemonic(text).toString(); !key.isEmpty())
            letters[key].append(text);
    }
    QStringList ambiguous;
    for (const QStringList &users : letters) {
        if (users.size() > 1)
            ambiguous.append(users.join(u", "_qs));
    }
    return ambiguous;
}

/// The dialog that is open.
QDialog *openDialog(const QWidget &window)
{
    for (QDialog *dialog : window.findChildren<QDialog *>()) {
        if (dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

/// Where the Tab key goes back up among the fields of a dialog.
QStringList tabGoesUp(const QDialog &dialog)
{
    QStringList jumps;
    QRect before;
    const QWidget *first = dialog.findChild<QGroupBox *>();
    for (const QWidget *field = first ? first->nextInFocusChain() : nullptr; field && field != first;
         field = field->nextInFocusChain()) {
        const bool isField = (field->focusPolicy() & Qt::TabFocus) != 0 && !field->focusProxy()
            && qobject_cast<const QGroupBox *>(field->parentWidget());
        if (!isField || !field->isVisibleTo(&dialog))
            continue;
        const QRect at(field->mapTo(&dialog, QPoint()), field->size());
        if (at.bottom() < before.top())
            jumps.append(field->accessibleName());
        before = at;
    }
    return jumps;
}

void checkDialog(const QWidget &window)
{
    QDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = openDialog(window)));
    QCoreApplication::sendPostedEvents();
    const QSize least = dialog->minimumSizeHint();
    QVERIFY2(dialog->width() <= smallScreen.width(), qPrintable(QString::number(dialog->width())));
    QVERIFY2(least.width() <= smallScreen.width(), qPrintable(QString::number(least.width())));
    QVERIFY2(least.height() <= smallScreen.height() - decoration, qPrintable(QString::number(least.height())));
    auto *tabs = dialog->findChild<QTabWidget *>();
    for (int i = 0; i < (tabs ? tabs->count() : 1); ++i) {
        if (tabs)
            tabs->setCurrentIndex(i);
        QCOMPARE(ambiguousLetters(*dialog), QStringList());
        QCOMPARE(tabGoesUp(*dialog), QStringList());
        QCOMPARE(cutGroups(*dialog), QStringList());
        QCOMPARE(cutLabels(*dialog), QStringList());
        QCOMPARE(cutNumbers(*dialog), QStringList());
    }
    const auto *buttons = dialog->findChild<QDialogButtonBox *>();
    if (buttons)
        QVERIFY(dialog->rect().contains(QRect(buttons->mapTo(dialog, QPoint()), buttons->size())));
    dialog->close();
}

/// Opens an endpoint in a small window, in a language.
SessionPage *opened(WindowFixture &fixture, const QString &text, const QString &language = QStringLiteral("en"))
{
    const auto url = EndpointUrl::parse(text);
    if (!url)
        qFatal("%s", qPrintable(url.error().message));
    fixture.begin();
    fixture.language.use(language);
    fixture.window.resize(smallScreen);
    return fixture.window.addTab(&*url);
}

MessageBar *banner(const QWidget &page)
{
    for (MessageBar *bar : page.findChildren<MessageBar *>()) {
        if (!bar->isHidden())
            return bar;
    }
    return nullptr;
}

} // namespace

class TestWindowLayout : public QObject
{
    Q_OBJECT

    const QTemporaryDir m_folder;

    static void addLanguages(const QList<QPair<const char *, QString>> &rows)
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("url");
        for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
            for (const auto &[name, url] : rows)
                QTest::addRow("%s, %s", name, qPrintable(language)) << language << url;
        }
    }

private slots:
    void fitsASmallScreen_data()
    {
        const QString host = longWord(200);
        const QString path = u"/tmp/"_qs + longWord(95);
        const auto relay = [&](const char *scheme) {
            return QStringLiteral("%1://127.0.0.1:0?to=%2:9").arg(QLatin1StringView(scheme), host);
        };
        addLanguages({
            {"TCP server", u"tcp-server://127.0.0.1:0"_qs},
            {"TCP server, long host", u"tcp-server://%1:0"_qs.arg(host)},
            {"TCP client, long host", u"tcp://%1:9"_qs.arg(host)},
            {"UDP", u"udp-server://127.0.0.1:0"_qs},
            {"UDP, long host", u"udp://%1:9"_qs.arg(host)},
            {"multicast, no group", u"multicast://239.1.2.3:9107?iface=%1"_qs.arg(longWord(60))},
            {"TLS server, no file", u"tls-server://127.0.0.1:0?cert=%1"_qs.arg(path)},
            {"TLS client, long host", u"tls://%1:9"_qs.arg(host)},
            {"TCP relay, long host", relay("tcp-relay")},
            {"TLS relay, long host", relay("tls-relay")},
            {"UDP relay, long host", relay("udp-relay")},
            {"Unix server, no folder", u"unix-server://%1/x"_qs.arg(path)},
            {"Unix client, no socket", u"unix://%1"_qs.arg(path)},
        });
    }
    void fitsASmallScreen()
    {
        QFETCH(QString, language);
        QFETCH(QString, url);
        WindowFixture fixture;
        const SessionPage *page = opened(fixture, url, language);
        QTRY_VERIFY(page->session().state() != Session::State::Opening);
        QCoreApplication::sendPostedEvents();
        QTRY_COMPARE(fixture.window.size(), smallScreen);
        const QSize least = fixture.window.minimumSizeHint();
        QVERIFY2(least.width() <= smallScreen.width(), qPrintable(QString::number(least.width())));
        QVERIFY2(least.height() <= smallScreen.height() - decoration, qPrintable(QString::number(least.height())));
        QCOMPARE(cutGroups(fixture.window), QStringList());
        QCOMPARE(cutLabels(fixture.window), QStringList());
        QCOMPARE(ambiguousLetters(fixture.window), QStringList());
    }

    void inlineErrorFits_data() { addLanguages({{"no group", u"multicast://239.1.2.3:9107?iface=lo"_qs}}); }
    void inlineErrorFits()
    {
        QFETCH(QString, language);
        QFETCH(QString, url);
        WindowFixture fixture;
        fixture.begin();
        fixture.window.resize(smallScreen);
        SessionPage *page = fixture.window.currentSessionPage();
        page->setUrl(EndpointUrl::parse(url).value());
        existing<QLineEdit>(*page, "Group").setText(u"10.1.2.3"_qs);
        fixture.language.use(language);
        page->open();
        QVERIFY(labelSays(*page, u"10.1.2.3"_qs));
        QTRY_COMPARE(cutLabels(fixture.window), QStringList());
    }

    /// The bar that says what is sent, with the name of a file, is as high as its text.
    void sendingFits_data() { addLanguages({{"UDP", u"udp-server://127.0.0.1:0"_qs}}); }
    void sendingFits()
    {
        QFETCH(QString, language);
        QFETCH(QString, url);
        WindowFixture fixture;
        SessionPage *page = opened(fixture, url, language);
        QTRY_COMPARE(page->session().state(), Session::State::Open);
        SendJob job;
        job.makePlan = [] { return std::make_unique<ListPlan>("x", quint64(1), std::chrono::nanoseconds(1)); };
        QVERIFY(page->sending().start([] { return longWord(200); }, job));
        QTRY_VERIFY(!page->sending().isRunning());
        QTRY_COMPARE(cutLabels(fixture.window), QStringList());
        QCOMPARE(fixture.window.size(), smallScreen);
    }

    void optionsFit_data()
    {
        addLanguages({
            {"TCP server", u"tcp-server://127.0.0.1:0"_qs},
            {"TCP client", u"tcp://127.0.0.1:9"_qs},
            {"UDP", u"udp-server://127.0.0.1:0"_qs},
            {"multicast", u"multicast://239.1.2.3:9107?iface=lo"_qs},
            {"TLS server", u"tls-server://127.0.0.1:0"_qs},
            {"TLS client", u"tls://127.0.0.1:9"_qs},
            {"TCP relay", u"tcp-relay://127.0.0.1:0?to=127.0.0.1:9"_qs},
            {"TLS relay", u"tls-relay://127.0.0.1:0?to=127.0.0.1:9"_qs},
            {"UDP relay", u"udp-relay://127.0.0.1:0?to=127.0.0.1:9"_qs},
            {"Unix server", u"unix-server://"_qs + m_folder.filePath(u"s"_qs)},
            {"Unix client", u"unix:///nowhere"_qs},
        });
    }
    /// The dialog behind More…, while the endpoint is open and when it is closed.
    void optionsFit()
    {
        QFETCH(QString, language);
        QFETCH(QString, url);
        WindowFixture fixture;
        SessionPage *page = opened(fixture, url, language);
        QTRY_VERIFY(page->session().state() != Session::State::Opening);
        for (const bool closed : {false, true}) {
            if (closed)
                page->close();
            QTRY_VERIFY(!closed || page->session().state() == Session::State::Closed);
            for (QPushButton *button : page->findChildren<QPushButton *>()) {
                if (button->isVisible() && QKeySequence::mnemonic(button->text()) == QKeySequence(Qt::ALT | Qt::Key_M))
                    button->click();
            }
            checkDialog(fixture.window);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void dialogsFit_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("entry");
        for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
            for (const char *entry :
                 {"Half-closed clients…", "Names and addresses…", "Accepted certificates…", "Keep logs…", "Send file…",
                  "Send in pieces…", "Traffic generator…", "UDP test…", "Export…", "Go to…"})
                QTest::addRow("%s, %s", entry, qPrintable(language)) << language << QString::fromUtf8(entry);
        }
    }
    void dialogsFit()
    {
        QFETCH(QString, language);
        QFETCH(QString, entry);
        WindowFixture fixture;
        fixture.settings.setValue(Settings::Key::Certificates,
                                  QByteArray("{\"" + QByteArray(200, 'h') + ":443\":\"" + QByteArray(95, 'A') + "\"}"));
        SessionPage *page = opened(fixture, u"udp-server://127.0.0.1:0"_qs);
        QTRY_COMPARE(page->session().state(), Session::State::Open);
        QAction *action = actionIn(fixture.window, entry);
        QVERIFY(action);
        fixture.language.use(language);
        bool checked = false;
        QTimer::singleShot(0, &fixture.window, [&] { // one of them is modal: trigger() ends when it does
            checkDialog(fixture.window);
            checked = true;
            if (QDialog *dialog = openDialog(fixture.window)) // it has failed
                dialog->close();
        });
        action->trigger();
        QTRY_VERIFY(checked);
    }

    void certificateFits_data() { addLanguages({{"long names", QString()}}); }
    void certificateFits()
    {
        QFETCH(QString, language);
        WindowFixture fixture;
        fixture.begin();
        fixture.language.use(language);
        CertificateDialog dialog({EventCode::TlsUnverified,
                                  {longWord(120) + u":443"_qs, u"self-signed"_qs, longWord(150), longWord(150),
                                   longWord(300), u"2026-01-01"_qs, u"2027-01-01"_qs, longWord(150), longWord(95)}},
                                 longWord(95), fixture.files, &fixture.window);
        dialog.show();
        checkDialog(fixture.window);
    }

    /// An error in the group Network replaces the message of a failure before it; and that goes when the endpoint is
    /// changed.
    void newestErrorIsShown()
    {
        WindowFixture fixture;
        SessionPage *page = opened(fixture, u"tcp://127.0.0.1:1"_qs);
        QTRY_VERIFY(banner(*page));
        QTRY_COMPARE(page->session().state(), Session::State::Closed);
        auto &port = existing<QLineEdit>(*page, "Remote port");
        port.setText(u"70000"_qs); // by the program: nobody has seen the message yet
        QVERIFY(banner(*page));
        page->open();
        QVERIFY(!banner(*page));
        QVERIFY(labelSays(*page, u"70000"_qs));
        port.setText(u"1"_qs);
        page->open();
        QTRY_VERIFY(banner(*page));
        QTRY_COMPARE(page->session().state(), Session::State::Closed);
        QTest::keyClicks(&port, u"2"_qs);
        QVERIFY(!banner(*page));
        // Messages about the log stay.
        page->showMessage(u"records are missing"_qs, true);
        QTest::keyClicks(&port, u"3"_qs);
        QVERIFY(banner(*page));
    }

    /// An error below the message goes when the target is changed.
    void sendErrorGoesWithItsCause()
    {
        WindowFixture fixture;
        SessionPage *page = opened(fixture, u"udp-server://127.0.0.1:0"_qs);
        QTRY_COMPARE(page->session().state(), Session::State::Open);
        auto &port = existing<QLineEdit>(*page, "Remote port");
        port.setText(u"x"_qs);
        buttonIn(*page, u"Send"_qs)->click();
        QVERIFY(labelSays(*page, u"Remote port: "_qs));
        QTest::keyClicks(&port, u"1"_qs);
        QVERIFY(!labelSays(*page, u"Remote port: "_qs));
    }

    void titleFollowsTheFields()
    {
        WindowFixture fixture;
        fixture.begin();
        auto *tabs = fixture.window.findChild<QTabWidget *>();
        auto &port = existing<QLineEdit>(*tabs->currentWidget(), "Local port");
        port.clear();
        QTest::keyClicks(&port, u"9107"_qs);
        QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Server :9107"_qs);
    }
};

QTEST_MAIN(TestWindowLayout)
#include "tst_windowlayout.moc"
