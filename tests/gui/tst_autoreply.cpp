// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT

// Automatic replies chosen in the window, with a real client.
#include "tests/gui/windowfixture.h"
#include "tests/unit/session/stillness.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/localaddressbox.h"
#include "widgets/replies/ruleeditor.h"

class TestAutoReply : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void presetWhileOpen();
    void filesNeedAFolder();
    void rulesFromTheEditor();
    void urlShowsInTheWindow();
    void badRulesOfAUrl();
    void rememberedPerTab();
    void encodingOfTheReply();

private:
    SessionPage &page() { return *m_fixture->window.currentSessionPage(); }
    template<typename T>
    T &find(const char *name)
    {
        return existing<T>(page(), name);
    }
    QPushButton &button(const char *text)
    {
        if (QPushButton *found = buttonIn(page(), QString::fromUtf8(text)))
            return *found;
        qFatal("no button %s", text);
    }
    void choose(const char *kind)
    {
        auto &box = find<QComboBox>("Reply with");
        box.setCurrentIndex(box.findData(QString::fromLatin1(kind)));
    }
    bool says(const QString &text) { return labelSays(page(), text); }
    void openServer()
    {
        find<LocalAddressBox>("Local host").setHost(u"127.0.0.1"_qs);
        find<QLineEdit>("Local port").setText(u"0"_qs);
        find<QPushButton>("Open").click();
        QTRY_COMPARE(page().session().state(), Session::State::Open);
    }
    void connectTo(QTcpSocket &client)
    {
        client.connectToHost(u"127.0.0.1"_qs, page().session().localAddress().port);
        QVERIFY(client.waitForConnected(30'000));
    }

    /// What was chosen before has reached the I/O thread.
    static void write(QTcpSocket &client, const QByteArray &bytes)
    {
        QTRY_VERIFY(othersRest());
        client.write(bytes);
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestAutoReply::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->begin();
}

void TestAutoReply::presetWhileOpen()
{
    openServer();
    QTcpSocket client;
    connectTo(client);
    choose("echo");
    write(client, "one");
    QTRY_COMPARE(client.peek(100), "one");
    choose("accepted");
    write(client, "two");
    QTRY_COMPARE(client.peek(100), "oneaccepted");
    choose("");
    write(client, "three");
    QTRY_COMPARE(page().session().counters().rxBytes, quint64(11));
    choose("echo");
    write(client, "four");
    QTRY_VERIFY(client.peek(100).endsWith("four"));
    QCOMPARE(client.readAll(), "oneacceptedfour"); // a reply to the third would come before it
}

void TestAutoReply::filesNeedAFolder()
{
    choose("files");
    QVERIFY(says(u"Choose the folder"_qs));
    find<QPushButton>("Open").click();
    QCOMPARE(page().session().state(), Session::State::Closed);
    find<QLineEdit>("Folder").setText(u"/no/such/folder"_qs);
    Q_EMIT find<QLineEdit>("Folder").editingFinished();
    QVERIFY(says(u"/no/such/folder"_qs));
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"a.txt"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("content") == 7);
    file.close();
    m_fixture->files.name = folder.path();
    button("Choose folder…").click();
    QVERIFY(!says(u"⚠"_qs));
    openServer();
    QTcpSocket client;
    connectTo(client);
    write(client, "a.txt");
    QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
    QCOMPARE(client.readAll(), "content");
}

void TestAutoReply::rulesFromTheEditor()
{
    choose("rules");
    QVERIFY(says(u"no rule yet"_qs));
    button("Edit rules…").click();
    auto *editor = page().findChild<RuleEditor *>();
    QVERIFY(editor);
    buttonIn(*editor, u"Add"_qs)->click();
    named<QPlainTextEdit>(*editor, u"Pattern"_qs)->setPlainText(u"ping"_qs);
    named<QPlainTextEdit>(*editor, u"Reply"_qs)->setPlainText(u"pong ${count}"_qs);
    named<QLineEdit>(*editor, u"Messages are"_qs)->setText(u"line,drop"_qs);
    editor->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
    QVERIFY(says(u"Rules: 1"_qs));
    QVERIFY(!says(u"⚠"_qs));
    openServer();
    QTcpSocket client;
    connectTo(client);
    write(client, "x\nping\npi");
    QTRY_COMPARE(client.peek(100), "pong 2");
    write(client, "ng\n");
    QTRY_COMPARE(client.peek(100), "pong 2pong 3");
}

void TestAutoReply::urlShowsInTheWindow()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"r.json"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly)
            && file.write(R"([{"reply": {"text": "a"}}, {"then": "close", "enabled": false}])") > 0);
    file.close();
    const EndpointUrl files =
        EndpointUrl::parse(u"tcp-server://127.0.0.1:0?reply=files=%1"_qs.arg(folder.path())).value();
    m_fixture->window.addTab(&files);
    QCOMPARE(find<QComboBox>("Reply with").currentData().toString(), u"files"_qs);
    QCOMPARE(find<QLineEdit>("Folder").text(), folder.path());
    const EndpointUrl rules = EndpointUrl::parse(u"tcp-server://127.0.0.1:0?rules=%1"_qs.arg(file.fileName())).value();
    m_fixture->window.addTab(&rules);
    QCOMPARE(find<QComboBox>("Reply with").currentData().toString(), u"rules"_qs);
    QVERIFY(says(u"Rules: 2, off: 1"_qs));
    QTRY_COMPARE(page().session().state(), Session::State::Open);
    QTcpSocket client;
    connectTo(client);
    write(client, "x");
    QTRY_COMPARE(client.peek(100), "a");
}

void TestAutoReply::badRulesOfAUrl()
{
    const EndpointUrl url = EndpointUrl::parse(u"tcp-server://127.0.0.1:0?rules=/no/such/rules.json"_qs).value();
    m_fixture->window.addTab(&url);
    QVERIFY(says(u"/no/such/rules.json"_qs));
    QCOMPARE(page().session().state(), Session::State::Closed);
    choose(""); // the user chooses none
    openServer();
}

void TestAutoReply::rememberedPerTab()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"r.json"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"-({"framing": "line", "rules": [{"when": {"regex": "(a)"}, "reply": {"text": "${1}"}}]})-");
    file.close();
    EndpointUrl url;
    url.rulesFile = file.fileName();
    page().setUrl(url);
    const QJsonObject state = page().save();
    m_fixture->window.addTab();
    QCOMPARE(find<QComboBox>("Reply with").currentData().toString(), QString());
    page().restore(state);
    QCOMPARE(find<QComboBox>("Reply with").currentData().toString(), u"rules"_qs);
    QVERIFY(says(u"Rules: 1"_qs));
    QCOMPARE(page().save()[u"replies"], state[u"replies"]);
    page().restore({}); // settings of an older version
    QCOMPARE(find<QComboBox>("Reply with").currentData().toString(), QString());
}

void TestAutoReply::encodingOfTheReply()
{
    choose("rules");
    QJsonObject state = page().save();
    state[u"replies"] = QJsonObject{{u"kind"_qs, u"rules"_qs}, {u"rules"_qs, u"[{\"reply\": {\"text\": \"好\"}}]"_qs}};
    page().restore(state);
    openServer();
    QTcpSocket client;
    connectTo(client);
    find<QComboBox>("Encoding").setCurrentText(u"GBK"_qs);
    write(client, "x");
    QTRY_COMPARE(client.peek(9), "\xba\xc3");
    find<QComboBox>("Encoding").setCurrentText(u"ISO-8859-1"_qs);
    QVERIFY(says(u"⚠"_qs)); // the encoding lacks a character of the reply
}

QTEST_MAIN(TestAutoReply)
#include "tst_autoreply.moc"
