// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/ruleeditorfixture.h"

using Editor = RuleEditorFixture;
using When = WrittenRule::When;
using ReplyKind = WrittenRule::ReplyKind;

class TestRuleEditor : public QObject
{
    Q_OBJECT
private slots:
    void tableIsAModel();
    void addsAndEdits();
    void movesAndRemoves();
    void enables();
    void badFieldsAreShownInPlace_data();
    void badFieldsAreShownInPlace();
    void nothingBadIsApplied();
    void badFramingIsShown();
    void tries_data();
    void tries();
    void triesBytes();
    void loadsAndSaves();
    void badFileLosesNothing();
    void asksBeforeChangesAreLost();
    void savesNothingThatLoadingRefuses();
    void asksBeforeLoadingOverChanges();
    void labelsStandAtTheirFirstLine();
};

void TestRuleEditor::tableIsAModel()
{
    RuleTable table(Editor::codec());
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    table.setRules(Editor::someRules().rules);
    table.insertRule(3, {});
    table.swapWithNext(0);
    table.setRule(1, {.enabled = false});
    table.removeRule(2);
    QCOMPARE(table.rowCount(), 3);
    QCOMPARE(table.rules().at(0).pattern, u"set (\\w+)"_qs);
}

void TestRuleEditor::addsAndEdits()
{
    Editor editor{WrittenRules()};
    editor.click(u"Add"_qs);
    QCOMPARE(editor.table->model()->rowCount(), 1);
    editor.find<QComboBox>("When").setCurrentIndex(int(When::Contains));
    editor.find<QPlainTextEdit>("Pattern").setPlainText(u"temp"_qs);
    editor.find<QPlainTextEdit>("Reply").setPlainText(u"温度 ${count}"_qs);
    editor.find<QComboBox>("Append").setCurrentIndex(3);
    editor.find<QSpinBox>("Delay").setValue(15);
    editor.find<QComboBox>("Then").setCurrentIndex(1);
    QCOMPARE(editor.cell(0, RuleTable::Column::Pattern), u"temp"_qs);
    QCOMPARE(editor.cell(0, RuleTable::Column::Delay), u"15 ms"_qs);
    const QSignalSpy applied(&editor.dialog, &RuleEditor::applied);
    editor.press(QDialogButtonBox::Ok);
    QCOMPARE(applied.size(), 1);
    QVERIFY(!editor.dialog.isVisible());
    const WrittenRule expected{.when = When::Contains,
                               .pattern = u"temp"_qs,
                               .content = u"温度 ${count}"_qs,
                               .append = PayloadFormat::LineEnding::CrLf,
                               .delayMs = 15,
                               .then = Reply::Then::Close};
    QVERIFY(editor.dialog.rules().rules == std::vector{expected});
}

void TestRuleEditor::movesAndRemoves()
{
    const Editor editor;
    editor.click(u"Move down"_qs);
    QCOMPARE(editor.cell(1, RuleTable::Column::Pattern), u"ping"_qs);
    QCOMPARE(editor.table->currentIndex().row(), 1); // stays with the rule
    editor.click(u"Move up"_qs);
    QCOMPARE(editor.cell(0, RuleTable::Column::Pattern), u"ping"_qs);
    editor.click(u"Duplicate"_qs);
    QCOMPARE(editor.cell(1, RuleTable::Column::Pattern), u"ping"_qs);
    editor.find<QPlainTextEdit>("Pattern").setPlainText(u"PING"_qs);
    QCOMPARE(editor.cell(0, RuleTable::Column::Pattern), u"ping"_qs);
    editor.select(3);
    QCOMPARE(editor.find<QComboBox>("When").currentIndex(), int(When::Connect));
    for (int left = 4; left > 0; --left) {
        QCOMPARE(editor.table->model()->rowCount(), left);
        editor.click(u"Remove"_qs);
    }
    QVERIFY(!editor.find<QComboBox>("When").isEnabled());
}

void TestRuleEditor::enables()
{
    const Editor editor;
    const QModelIndex first = editor.table->model()->index(0, 0);
    QVERIFY(editor.table->model()->setData(first, Qt::Unchecked, Qt::CheckStateRole));
    editor.find<QSpinBox>("Delay").setValue(5); // does not enable it again
    const std::vector<WrittenRule> rules = editor.dialog.rules().rules;
    QVERIFY(!rules.at(0).enabled);
    QCOMPARE(rules.at(0).delayMs, 5);
}

void TestRuleEditor::badFieldsAreShownInPlace_data()
{
    QTest::addColumn<WrittenRule>("rule");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const WrittenRule &rule, const char *expected) {
        QTest::newRow(name) << rule << QString::fromUtf8(expected);
    };
    row("regex", {.when = When::Regex, .pattern = u"a("_qs}, "character 3");
    row("hex", {.when = When::Hex, .pattern = u"0x4"_qs}, "single digit");
    row("empty pattern", {.when = When::Contains}, "empty");
    row("placeholder", {.content = u"${tme}"_qs}, "${tme}");
    row("no such group", {.when = When::Regex, .pattern = u"a"_qs, .content = u"${1}"_qs}, "${1}");
    row("hex reply", {.reply = ReplyKind::Hex, .content = u"0"_qs}, "single digit");
    row("not in the encoding", {.content = u"😀"_qs}, "GBK");
    row("no file", {.reply = ReplyKind::File}, "empty");
    row("missing file", {.reply = ReplyKind::File, .content = u"/no/such/file"_qs}, "/no/such/file");
    row("escape", {.content = u"C:\\path"_qs}, "character 3");
    row("placeholder in hex", {.reply = ReplyKind::Hex, .content = u"00 ${received[}"_qs}, "character 4");
    row("checksum", {.reply = ReplyKind::Hex, .content = u"00"_qs, .checksum = u"CRC-99"_qs}, "CRC-99");
    row("byte regex", {.when = When::ByteRegex, .pattern = u"a("_qs}, "character 3");
}

void TestRuleEditor::badFieldsAreShownInPlace()
{
    QFETCH(WrittenRule, rule);
    QFETCH(QString, expected);
    const Editor editor({{rule}});
    QVERIFY(editor.says(expected));
    QVERIFY(editor.cell(0, RuleTable::Column::When).startsWith(u"⚠"_qs));
    QVERIFY(editor.table->model()->index(0, 0).data(Qt::ToolTipRole).toString().contains(expected));
}

void TestRuleEditor::nothingBadIsApplied()
{
    const Editor editor;
    const QSignalSpy applied(&editor.dialog, &RuleEditor::applied);
    editor.select(1);
    editor.find<QPlainTextEdit>("Pattern").setPlainText(u"set ("_qs);
    editor.select(0);
    editor.press(QDialogButtonBox::Ok);
    QVERIFY(editor.dialog.isVisible());
    QCOMPARE(applied.size(), 0);
    QCOMPARE(editor.table->currentIndex().row(), 1); // where it is
    QVERIFY(editor.says(u"Rule 2"_qs));
    QCOMPARE(editor.find<QPlainTextEdit>("Pattern").toPlainText(), u"set ("_qs);
    editor.find<QPlainTextEdit>("Pattern").setPlainText(u"set (a)"_qs);
    editor.press(QDialogButtonBox::Apply);
    QCOMPARE(applied.size(), 1);
    QVERIFY(editor.dialog.isVisible());
}

void TestRuleEditor::badFramingIsShown()
{
    const Editor editor;
    const QSignalSpy applied(&editor.dialog, &RuleEditor::applied);
    editor.find<QLineEdit>("Messages are").setText(u"fixed:0"_qs);
    QVERIFY(editor.says(u"position 7"_qs));
    editor.press(QDialogButtonBox::Ok);
    QCOMPARE(applied.size(), 0);
    editor.find<QLineEdit>("Messages are").setText(u"fixed:4"_qs);
    editor.press(QDialogButtonBox::Ok);
    QCOMPARE(applied.size(), 1);
    QCOMPARE(editor.dialog.rules().framing, u"fixed:4"_qs);
}

void TestRuleEditor::tries_data()
{
    QTest::addColumn<int>("input");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("equals") << 0 << u"ping"_qs << QStringList{u"Rule 1"_qs, u"4 bytes"_qs, u"70 6F 6E 67"_qs};
    QTest::newRow("escapes") << 0 << u"ping\\r\\n"_qs << QStringList{u"Rule 1"_qs};
    QTest::newRow("regex") << 0 << u"set 名字"_qs << QStringList{u"Rule 2"_qs, u"名字 set"_qs, u"after 20 ms"_qs};
    QTest::newRow("hex") << 1 << u"70 69 6e 67"_qs << QStringList{u"Rule 1"_qs};
    QTest::newRow("connection") << 2 << u""_qs << QStringList{u"Rule 3"_qs, u"01 02"_qs, u"then closes"_qs};
    QTest::newRow("none") << 0 << u"hello"_qs << QStringList{u"No rule"_qs};
    QTest::newRow("bad hex") << 1 << u"7"_qs << QStringList{u"Position 1"_qs};
    QTest::newRow("bad escape") << 0 << u"ab\\q"_qs << QStringList{u"Position 3"_qs};
}

void TestRuleEditor::tries()
{
    QFETCH(int, input);
    QFETCH(QString, message);
    QFETCH(QStringList, expected);
    const Editor editor;
    editor.find<QComboBox>("Type of input").setCurrentIndex(input);
    editor.find<QLineEdit>("Message to test").setText(message);
    for (const QString &part : expected)
        QVERIFY2(editor.says(part), qPrintable(part));
    // A rule with an error is ignored, and the others keep their numbers.
    editor.click(u"Duplicate"_qs);
    editor.click(u"Move up"_qs);
    editor.find<QComboBox>("When").setCurrentIndex(int(When::Hex));
    if (expected.first().startsWith(u"Rule 1"_qs))
        QVERIFY(editor.says(u"Rule 2"_qs));
}

/// The reply is shown as the bytes that would be sent, whatever the encoding.
void TestRuleEditor::triesBytes()
{
    const Editor editor({{{.when = When::Equals, .pattern = u"x"_qs}}});
    editor.find<QComboBox>("When").setCurrentIndex(int(When::ByteRegex));
    editor.find<QPlainTextEdit>("Pattern").setPlainText(u"(?s)^(..)\\x01"_qs);
    editor.find<QComboBox>("Reply with").setCurrentIndex(int(ReplyKind::Hex));
    editor.find<QPlainTextEdit>("Reply").setPlainText(u"${1} 80 ${received[-1]}"_qs);
    editor.find<QComboBox>("Checksum").setCurrentText(u"XOR-8"_qs);
    editor.find<QComboBox>("Type of input").setCurrentIndex(1);
    editor.find<QLineEdit>("Message to test").setText(u"c3 a9 01 ff"_qs);
    QVERIFY(editor.says(u"Rule 1 replies with 5 bytes"_qs));
    QVERIFY(editor.says(u"C3 A9 80 FF 15"_qs));
    editor.find<QComboBox>("Checksum").setCurrentText(u"XOR-8,skip=9"_qs); // more bytes than the reply has
    QVERIFY(editor.says(u"Rule 1 matches, but cannot reply"_qs));
    QVERIFY(editor.find<QPlainTextEdit>("Reply").toolTip().contains(u"${received[0:2]}"_qs));
}

void TestRuleEditor::loadsAndSaves()
{
    const QTemporaryDir folder;
    Editor editor;
    editor.files.name = folder.filePath(u"rules.json"_qs);
    editor.find<QLineEdit>("Messages are").setText(u"line"_qs);
    editor.click(u"Save as…"_qs);
    QVERIFY(editor.says(u"Saved to"_qs));
    Editor other{WrittenRules()};
    other.files.name = editor.files.name;
    other.click(u"Load…"_qs);
    QVERIFY(other.says(u"Loaded from"_qs));
    QVERIFY(other.dialog.rules() == editor.dialog.rules());
    editor.files.name = folder.path() + u"/no/such/folder"_qs;
    editor.click(u"Save as…"_qs);
    QVERIFY(editor.says(u"cannot be written"_qs));
}

void TestRuleEditor::badFileLosesNothing()
{
    const QTemporaryDir folder;
    Editor editor;
    editor.files.name = folder.filePath(u"rules.json"_qs);
    QFile file(editor.files.name);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(R"([{"wen": 1}])") > 0);
    file.close();
    editor.click(u"Load…"_qs);
    QVERIFY(editor.says(u"“wen”"_qs));
    QVERIFY(editor.dialog.rules() == Editor::someRules());
}

void TestRuleEditor::asksBeforeChangesAreLost()
{
    Editor editor;
    editor.press(QDialogButtonBox::Cancel);
    QVERIFY(!editor.dialog.isVisible()); // nothing was changed
    editor.dialog.show();
    editor.find<QSpinBox>("Delay").setValue(7);
    editor.press(QDialogButtonBox::Cancel);
    auto *question = editor.dialog.findChild<QMessageBox *>();
    QVERIFY(question && editor.dialog.isVisible());
    question->button(QMessageBox::Cancel)->click();
    QVERIFY(editor.dialog.isVisible());
    QTRY_VERIFY(!editor.dialog.findChild<QMessageBox *>());
    editor.press(QDialogButtonBox::Cancel);
    editor.dialog.findChild<QMessageBox *>()->button(QMessageBox::Discard)->click();
    QVERIFY(!editor.dialog.isVisible());
}

void TestRuleEditor::savesNothingThatLoadingRefuses()
{
    const QTemporaryDir folder;
    Editor editor;
    editor.files.name = folder.filePath(u"rules.json"_qs);
    editor.select(1);
    editor.find<QPlainTextEdit>("Pattern").setPlainText(u"set ("_qs);
    editor.select(0);
    editor.click(u"Save as…"_qs);
    QVERIFY(editor.says(u"Rule 2 has an error; nothing was saved."_qs));
    QCOMPARE(editor.table->currentIndex().row(), 1);
    editor.find<QPlainTextEdit>("Pattern").setPlainText(u"set (a)"_qs);
    editor.find<QLineEdit>("Messages are").setText(u"fixed:0"_qs);
    editor.click(u"Save as…"_qs);
    QVERIFY(editor.says(u"position 7"_qs));
    editor.find<QLineEdit>("Messages are").clear();
    for (int left = 3; left > 0; --left)
        editor.click(u"Remove"_qs);
    editor.click(u"Save as…"_qs);
    QVERIFY(editor.says(u"no rule yet"_qs));
    Editor large({std::vector<WrittenRule>(150, {.content = QString(7000, u'\n')})});
    large.files.name = editor.files.name;
    large.click(u"Save as…"_qs);
    QVERIFY(large.says(u"too large"_qs));
    QVERIFY(!QFile::exists(editor.files.name));
}

void TestRuleEditor::asksBeforeLoadingOverChanges()
{
    const QTemporaryDir folder;
    Editor editor;
    editor.files.name = folder.filePath(u"rules.json"_qs);
    editor.click(u"Save as…"_qs);
    editor.click(u"Load…"_qs); // nothing was changed
    QVERIFY(!editor.dialog.findChild<QMessageBox *>());
    editor.find<QSpinBox>("Delay").setValue(7);
    const WrittenRules changed = editor.dialog.rules();
    editor.click(u"Load…"_qs);
    auto *question = editor.dialog.findChild<QMessageBox *>();
    QVERIFY(question);
    question->button(QMessageBox::Cancel)->click();
    QVERIFY(editor.dialog.rules() == changed);
    QTRY_VERIFY(!editor.dialog.findChild<QMessageBox *>());
    editor.click(u"Load…"_qs);
    editor.dialog.findChild<QMessageBox *>()->button(QMessageBox::Discard)->click();
    QVERIFY(editor.dialog.rules() == Editor::someRules());
    QTRY_VERIFY(!editor.dialog.findChild<QMessageBox *>());
    editor.find<QSpinBox>("Delay").setValue(8);
    editor.click(u"Save as…"_qs); // saved changes are not lost
    editor.click(u"Load…"_qs);
    QVERIFY(!editor.dialog.findChild<QMessageBox *>());
}

/// Each label's text is at the height of the first text in its field.
void TestRuleEditor::labelsStandAtTheirFirstLine()
{
    Editor editor;
    QVERIFY(QTest::qWaitForWindowExposed(&editor.dialog));
    int compared = 0;
    for (const QLabel *label : editor.dialog.findChildren<QLabel *>()) {
        const QWidget *field = label->buddy();
        if (!field || !label->isVisible() || label->parentWidget() != field->parentWidget())
            continue;
        const int height = label->fontMetrics().height();
        const auto *lines = qobject_cast<const QPlainTextEdit *>(field);
        const int line =
            lines ? lines->cursorRect().center().y() + lines->viewport()->geometry().top() : field->height() / 2;
        const int text = label->alignment().testFlag(Qt::AlignTop) ? label->contentsRect().top() + height / 2
                                                                   : label->contentsRect().center().y();
        const int apart = (label->y() + text) - (field->y() + line);
        QVERIFY2(std::abs(apart) <= 2, qPrintable(label->text() + u' ' + QString::number(apart)));
        ++compared;
    }
    QVERIFY(compared >= 7);
}

QTEST_MAIN(TestRuleEditor)
#include "tst_ruleeditor.moc"
