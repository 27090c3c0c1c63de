// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpointurl.h"
#include "model/replies/replyrules.h"
#include "model/replies/writtenrules.h"
#include "widgets/parts/labeledfield.h"
#include "widgets/parts/translated.h"

#include <QComboBox>
#include <QGroupBox>
#include <QJsonObject>
#include <QPointer>

#include <optional>

class FileChooser;
class QLineEdit;
class QPushButton;
class RuleEditor;
class StatusLabel;

/// The group Auto reply: a preset or rules that reply to received messages.
class ReplyPanel : public Translated<QGroupBox>
{
    Q_OBJECT
public:
    /// `files` outlives the panel.
    explicit ReplyPanel(FileChooser &files, QWidget *parent = nullptr);

    /// Takes over the replies of the URL; none if it names none.
    void setUrl(const EndpointUrl &url);
    /// The encoding of texts.
    void setCodec(const std::shared_ptr<const TextCodec> &codec);
    /// The chosen replies, null for none; an error is shown in the panel too.
    Result<std::shared_ptr<const ReplyRules>> replies();

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    /// replies() may have changed.
    void changed();
    /// The rules in the editor have changed but are not applied.
    void draftChanged();

protected:
    void retranslate() override;

private:
    void buildLayout();
    void updateFields();
    void onChosen();
    void chooseFolder();
    void editRules();
    void onDraftEdited();
    void setKind(const QString &kind);
    QString kind() const { return m_kind->currentData().toString(); }
    Result<ReplyRules> make() const;

    FileChooser &m_files;
    std::shared_ptr<const TextCodec> m_codec;
    WrittenRules m_rules;
    std::optional<WrittenRules> m_draft; // in the editor, restored at the next start
    QString m_loadError;                 // of the rules file of a URL
    QPointer<RuleEditor> m_editor;
    const LabeledField<QComboBox> m_kind;
    const LabeledField<QLineEdit> m_folder;
    QPushButton *const m_choose;
    QLabel *const m_count;
    QPushButton *const m_edit;
    StatusLabel *const m_error;
};
