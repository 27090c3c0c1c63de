// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT

// The texts of a rule in the dialog: no character is lost.
#include "model/bytes/escape.h"
#include "tests/gui/ruleeditorfixture.h"
#include "widgets/replies/ruletextfield.h"

using Editor = RuleEditorFixture;
using When = WrittenRule::When;
using ReplyKind = WrittenRule::ReplyKind;

class TestRuleTexts : public QObject
{
    Q_OBJECT
private slots:
    void textsStayAsTheyAre_data();
    void textsStayAsTheyAre();
    void kindsAndBack();
    void badEscapesAreShown();
    void pastesLineBreaksAsEscapes_data();
    void pastesLineBreaksAsEscapes();
    void pastesDumps();
    void returnIsLeftToTheDialog();
};

void TestRuleTexts::textsStayAsTheyAre_data()
{
    QTest::addColumn<WrittenRule>("rule");
    QTest::addColumn<QString>("shown"); // the reply
    QTest::addColumn<bool>("escapes");
    const auto row = [](const char *name, const WrittenRule &rule, const QString &shown, bool escapes) {
        QTest::newRow(name) << rule << shown << escapes;
    };
    row("plain", {.when = When::Equals, .pattern = uR"(C:\\a)"_qs, .content = u"a\nb\\\\n"_qs}, u"a\nb\\\\n"_qs, false);
    row("escapes", {.when = When::Equals, .pattern = uR"(a\r\xff)"_qs, .content = uR"(\x02${1[0:]}\xff\\)"_qs},
        uR"(\x02${1[0:]}\xff\\)"_qs, false);
    row("CR LF", {.when = When::Equals, .pattern = u"a\r\n"_qs, .content = u"OK\r\nC:\\\\\r\n"_qs},
        u"OK\\r\nC:\\\\\\r\n"_qs, false);
    row("CR", {.when = When::Contains, .pattern = u"\r"_qs, .content = u"a\rb"_qs}, uR"(a\rb)"_qs, false);
    row("LF in one line", {.when = When::Equals, .pattern = u"a\nb"_qs, .content = u"a"_qs}, u"a"_qs, false);
    row("NBSP", {.when = When::Equals, .pattern = u"1\u00a0000"_qs, .content = u"\u00a0"_qs}, uR"(\u{A0})"_qs, false);
    row("separators", {.when = When::Equals, .pattern = u"\u2028"_qs, .content = u"a\u2029b"_qs}, uR"(a\u{2029}b)"_qs,
        false);
    row("regex", {.when = When::Regex, .pattern = u"\\d+\r"_qs, .content = u"${received}\x02"_qs},
        uR"(${received}\u{2})"_qs, false);
    row("name of a file", {.reply = ReplyKind::File, .content = u"/tmp/a\rb"_qs}, uR"(/tmp/a\rb)"_qs, true);
    row("hex", {.reply = ReplyKind::Hex, .content = u"01\r\n02"_qs}, u"01\\r\n02"_qs, true);
    row("hex, checksum",
        {.when = When::ByteRegex,
         .pattern = uR"((?s)^(..)\xff)"_qs,
         .reply = ReplyKind::Hex,
         .content = u"01 ${1} ${received[-2:]}"_qs,
         .checksum = u"CRC-16/MODBUS, big"_qs},
        u"01 ${1} ${received[-2:]}"_qs, false);
    row("with escapes already",
        {.when = When::Regex,
         .pattern = uR"(a\n)"_qs,
         .patternEscapes = true,
         .reply = ReplyKind::Hex,
         .content = uR"(\x41)"_qs,
         .contentEscapes = true},
        uR"(\x41)"_qs, true);
}

/// The bytes that a text of a rule means.
QByteArray meaning(const Result<QString> &text, bool escapes)
{
    const auto utf8 = TextCodec::find(u"UTF-8"_qs).value();
    return escapes ? parseEscapes(text.value(), *utf8).value() : text.value().toUtf8();
}

/// Texts of rules that are only selected, of rules whose other fields are edited, and the rest of edited texts.
void TestRuleTexts::textsStayAsTheyAre()
{
    QFETCH(WrittenRule, rule);
    QFETCH(QString, shown);
    QFETCH(bool, escapes);
    const Editor editor({{rule, {.content = u"other"_qs}}});
    auto &field = editor.find<QPlainTextEdit>("Reply");
    QCOMPARE(field.toPlainText(), shown);
    QCOMPARE(dynamic_cast<RuleTextField &>(field).escapes()->isChecked(), escapes);
    if (escapes)
        QVERIFY(dynamic_cast<RuleTextField &>(field).escapes()->isVisible());
    editor.find<QSpinBox>("Delay").setValue(7);
    editor.select(1);
    editor.select(0);
    WrittenRule expected = rule;
    expected.delayMs = 7;
    QVERIFY(editor.dialog.rules().rules.front() == expected);
    field.moveCursor(QTextCursor::End);
    field.insertPlainText(u"4"_qs);
    const WrittenRule edited = editor.dialog.rules().rules.front();
    const bool replyEscapes = WrittenRule::hasOwnEscapes(rule.reply);
    QCOMPARE(meaning(edited.unescapedContent(), replyEscapes), meaning(rule.unescapedContent(), replyEscapes) + '4');
    QCOMPARE(edited.toJson()[u"when"], rule.toJson()[u"when"]);
    if (auto *pattern = named<QPlainTextEdit>(editor.dialog, u"Pattern"_qs)) {
        QVERIFY(!pattern->toPlainText().contains(u'\n'));
        pattern->moveCursor(QTextCursor::Start);
        pattern->insertPlainText(u"x"_qs);
        const bool escaped = WrittenRule::hasOwnEscapes(rule.when);
        QCOMPARE(meaning(editor.dialog.rules().rules.front().unescapedPattern(), escaped),
                 'x' + meaning(rule.unescapedPattern(), escaped));
    }
}

/// Texts stay when another kind of test or reply is chosen and then the first one again.
void TestRuleTexts::kindsAndBack()
{
    const WrittenRule rule{.when = When::Regex, .pattern = u"\\d+\r"_qs, .content = u"a\\xff\r${1[0]}"_qs};
    const Editor editor({{rule}});
    auto &when = editor.find<QComboBox>("When");
    auto &reply = editor.find<QComboBox>("Reply with");
    for (const When other : {When::Equals, When::Hex, When::ByteRegex, When::Connect}) {
        when.setCurrentIndex(int(other));
        when.setCurrentIndex(int(When::Regex));
        QVERIFY(editor.dialog.rules().rules.front() == rule);
    }
    for (const ReplyKind other : {ReplyKind::Hex, ReplyKind::File, ReplyKind::Nothing}) {
        reply.setCurrentIndex(int(other));
        reply.setCurrentIndex(int(ReplyKind::Text));
        QVERIFY(editor.dialog.rules().rules.front() == rule);
    }
    when.setCurrentIndex(int(When::Contains)); // the same text, whose escapes mean the same
    QCOMPARE(meaning(editor.dialog.rules().rules.front().unescapedPattern(), true), "\\d+\r");
}

void TestRuleTexts::badEscapesAreShown()
{
    const Editor editor;
    const QSignalSpy applied(&editor.dialog, &RuleEditor::applied);
    editor.find<QPlainTextEdit>("Pattern").setPlainText(uR"(ab\q)"_qs);
    QVERIFY(editor.says(u"character 3"_qs));
    editor.press(QDialogButtonBox::Apply);
    QCOMPARE(applied.size(), 0);
    editor.select(1);
    editor.select(0); // what was typed is still there
    QCOMPARE(editor.find<QPlainTextEdit>("Pattern").toPlainText(), uR"(ab\q)"_qs);
    editor.find<QPlainTextEdit>("Pattern").setPlainText(uR"(ab\r\n)"_qs);
    QCOMPARE(editor.cell(0, RuleTable::Column::Pattern), uR"(ab\r\n)"_qs);
    editor.find<QLineEdit>("Message to test").setText(uR"(ab\r\n)"_qs);
    QVERIFY(editor.says(u"Rule 1 replies"_qs));
    editor.press(QDialogButtonBox::Apply);
    QCOMPARE(applied.size(), 1);
}

void TestRuleTexts::pastesLineBreaksAsEscapes_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("shown");
    QTest::newRow("LF into one line") << u"Pattern"_qs << u"b\n"_qs << uR"(\ab\n)"_qs;
    QTest::newRow("CR LF into one line") << u"Pattern"_qs << u"b\r\n"_qs << uR"(\ab\r\n)"_qs;
    QTest::newRow("plain into one line") << u"Pattern"_qs << u"b"_qs << uR"(\ab)"_qs;
    QTest::newRow("CR LF") << u"Reply"_qs << u"b\r\nc"_qs << u"\\ab\\r\nc"_qs;
    QTest::newRow("LF") << u"Reply"_qs << u"b\nc"_qs << u"\\ab\nc"_qs;
}

void TestRuleTexts::pastesLineBreaksAsEscapes()
{
    QFETCH(QString, field);
    QFETCH(QString, pasted);
    QFETCH(QString, shown);
    const Editor editor;
    auto *edit = named<QPlainTextEdit>(editor.dialog, field);
    edit->setPlainText(uR"(\a?)"_qs);
    edit->moveCursor(QTextCursor::End);
    edit->moveCursor(QTextCursor::Left, QTextCursor::KeepAnchor); // is replaced
    QGuiApplication::clipboard()->setText(pasted);
    edit->paste();
    QCOMPARE(edit->toPlainText(), shown);
    QCOMPARE(edit->textCursor().position(), int(shown.size()));
    const WrittenRule rule = editor.dialog.rules().rules.front();
    QCOMPARE(meaning(field == u"Pattern" ? rule.unescapedPattern() : rule.unescapedContent(), true),
             '\a' + pasted.toUtf8());
}

/// Into the field of one line, too.
void TestRuleTexts::pastesDumps()
{
    const Editor editor({{{.when = When::Hex, .pattern = u"00"_qs, .reply = ReplyKind::Hex, .content = u"00"_qs}}});
    QGuiApplication::clipboard()->setText(u"\t0x0000:  2022 5c6e  .\"\\n\n\t0x0004:  41  A\n"_qs);
    for (const char *name : {"Pattern", "Reply"}) {
        auto &edit = editor.find<QPlainTextEdit>(name);
        edit.selectAll();
        edit.paste();
    }
    const WrittenRule rule = editor.dialog.rules().rules.front();
    for (const auto &text : {rule.unescapedPattern(), rule.unescapedContent()})
        QCOMPARE(parseHex(text.value()).value(), QByteArray(" \"\\nA"));
    editor.find<QLineEdit>("Message to test").setText(uR"( "\\nA)"_qs);
    QVERIFY(editor.says(u"Rule 1 replies"_qs));
}

void TestRuleTexts::returnIsLeftToTheDialog()
{
    const Editor editor;
    const QSignalSpy applied(&editor.dialog, &RuleEditor::applied);
    auto &what = editor.find<QPlainTextEdit>("Pattern");
    QTest::keyClick(&what, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(what.toPlainText(), u"ping"_qs);
    QTest::keyClick(&what, Qt::Key_Return);
    QCOMPARE(what.toPlainText(), u"ping"_qs);
    QCOMPARE(applied.size(), 1); // the dialog's OK
    QVERIFY(editor.dialog.rules() == Editor::someRules());
    auto &reply = editor.find<QPlainTextEdit>("Reply");
    QTest::keyClick(&reply, Qt::Key_Return);
    QCOMPARE(reply.toPlainText(), u"\npong"_qs);
}

QTEST_MAIN(TestRuleTexts)
#include "tst_ruletexts.moc"
