// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/gui/windowfixture.h"
#include "widgets/replies/ruleeditor.h"
#include "widgets/replies/ruletable.h"

/// The dialog for rules in GBK, shown, with a fixed choice of files.
struct RuleEditorFixture
{
    using When = WrittenRule::When;
    using ReplyKind = WrittenRule::ReplyKind;

    static std::shared_ptr<const TextCodec> codec() { return TextCodec::find(u"GBK"_qs).value(); }
    static WrittenRules someRules()
    {
        return {{{.when = When::Equals, .pattern = u"ping"_qs, .content = u"pong"_qs},
                 {.when = When::Regex, .pattern = u"set (\\w+)"_qs, .content = u"${1} set"_qs, .delayMs = 20},
                 {.when = When::Connect, .reply = ReplyKind::Hex, .content = u"01 02"_qs, .then = Reply::Then::Close}}};
    }

    explicit RuleEditorFixture(const WrittenRules &rules = someRules()) : dialog(rules, codec(), files)
    {
        dialog.show();
        table = named<QTableView>(dialog, u"Rules"_qs);
    }
    template<typename T>
    T &find(const char *name) const
    {
        return existing<T>(dialog, name);
    }
    void click(const QString &text) const
    {
        QPushButton *button = buttonIn(dialog, text);
        QVERIFY2(button, qPrintable(text));
        button->click();
    }
    void press(QDialogButtonBox::StandardButton button) const
    {
        dialog.findChild<QDialogButtonBox *>()->button(button)->click();
    }
    void select(int row) const { table->setCurrentIndex(table->model()->index(row, 0)); }
    QString cell(int row, RuleTable::Column column) const
    {
        return table->model()->index(row, int(column)).data().toString();
    }
    bool says(const QString &text) const { return labelSays(dialog, text); }

    FixedFileChooser files;
    RuleEditor dialog;
    QTableView *table = nullptr;
};
