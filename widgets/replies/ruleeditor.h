// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"
#include "model/replies/writtenrules.h"
#include "widgets/parts/statuslabel.h"
#include "widgets/replies/ruletable.h"
#include "widgets/theme.h"

#include <QDialog>
#include <QLineEdit>
#include <QTableView>

#include <functional>

class FileChooser;
class QDialogButtonBox;
class QHBoxLayout;
class QPushButton;
class RuleForm;
class RuleTrial;

/// Edits the rules of automatic replies: a table of the rules, the fields of the selected rule, and a dry run.
class RuleEditor : public QDialog
{
    Q_OBJECT
public:
    /// `codec` is the encoding of the texts; `files` outlives the dialog.
    RuleEditor(const WrittenRules &rules, const std::shared_ptr<const TextCodec> &codec, FileChooser &files,
               QWidget *parent = nullptr);

    WrittenRules rules() const { return {m_rules->rules(), m_framing->text().trimmed()}; }
    /// Restores rules that were not applied when the program was closed, and says so.
    void setDraft(const WrittenRules &draft);

    void accept() override;
    /// Asks before changes are lost.
    void reject() override;

signals:
    /// rules() are valid and are to be used.
    void applied();
    /// rules() has changed.
    void edited();

private:
    void buildLayout();
    QPushButton *addButton(QHBoxLayout &row, const QString &text, void (RuleEditor::*what)());
    void connectAll();
    int currentRow() const { return m_table->currentIndex().row(); }
    void select(int row);
    void onSelected();
    void onEdited();
    void onTableChanged();
    void addRule();
    void copyRule();
    void removeRule();
    void moveUp() { m_rules->swapWithNext(currentRow() - 1); }
    void moveDown() { m_rules->swapWithNext(currentRow()); }
    void loadFile();
    void saveFile();
    bool check(const QString &complaint);
    void useLoaded(const WrittenRules &rules, const QString &file);
    void askToDiscard(const std::function<void()> &discarded);
    bool apply();
    bool checkFraming();
    void showError(const QString &message) { m_message->showError(withWarningSign(message)); }

    FileChooser &m_files;
    WrittenRules m_applied;
    WrittenRules m_saved; // as last loaded or saved
    QString m_file;
    RuleTable *m_rules = nullptr;
    QTableView *m_table = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
    RuleForm *m_form = nullptr;
    QLineEdit *m_framing = nullptr;
    StatusLabel *m_message = nullptr;
    RuleTrial *m_trial = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};
