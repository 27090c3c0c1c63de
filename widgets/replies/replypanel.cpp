// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/replies/replypanel.h"

#include "model/replypreset.h"
#include "widgets/parts/filechooser.h"
#include "widgets/parts/statuslabel.h"
#include "widgets/replies/ruleeditor.h"
#include "widgets/theme.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace {

// As stored in settings: never change one. The presets as in ReplyPreset.
const QStringList &kinds()
{
    static const QStringList names{QString(),
                                   QStringLiteral("echo"),
                                   QStringLiteral("time"),
                                   QStringLiteral("accepted"),
                                   QStringLiteral("greeting"),
                                   QStringLiteral("gbk-server"),
                                   QStringLiteral("files"),
                                   QStringLiteral("rules")};
    return names;
}

/// Unlike WrittenRules::toJson(), takes rules with errors.
QJsonObject toJson(const WrittenRules &draft)
{
    QJsonArray rules;
    for (const WrittenRule &rule : draft.rules)
        rules.append(rule.toJson());
    return {{QStringLiteral("framing"), draft.framing}, {QStringLiteral("rules"), rules}};
}

std::optional<WrittenRules> draftOf(const QJsonValue &json)
{
    if (!json.isObject())
        return {};
    WrittenRules draft;
    draft.framing = json[u"framing"].toString();
    for (const auto rule : json[u"rules"].toArray())
        draft.rules.push_back(WrittenRule::fromJson(rule.toObject(), {}));
    return draft;
}

} // namespace

ReplyPanel::ReplyPanel(FileChooser &files, QWidget *parent)
    : Translated(parent), m_files(files), m_codec(TextCodec::find(QStringLiteral("UTF-8")).value()),
      m_kind(choiceField(this)), m_folder(new QLineEdit(this)), m_choose(new QPushButton(this)),
      m_count(new QLabel(this)), m_edit(new QPushButton(this)), m_error(new StatusLabel(this))
{
    buildLayout();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ReplyPanel::onChosen);
    connect(m_folder, &QLineEdit::editingFinished, this, &ReplyPanel::onChosen);
    connect(m_choose, &QPushButton::clicked, this, &ReplyPanel::chooseFolder);
    connect(m_edit, &QPushButton::clicked, this, &ReplyPanel::editRules);
    retranslate();
}

void ReplyPanel::buildLayout()
{
    for (const QString &name : kinds())
        m_kind->addItem(QString(), name);
    auto *grid = new QGridLayout(this);
    m_kind.addTo(*grid);
    m_folder.addTo(*grid);
    grid->addWidget(m_choose, 2, 1);
    grid->addWidget(m_count, 3, 0);
    grid->addWidget(m_edit, 3, 1);
    grid->addWidget(m_error, 4, 0, 1, 2);
    grid->setColumnStretch(1, 1);
}

void ReplyPanel::setKind(const QString &kind)
{
    m_kind->setCurrentIndex(int(std::max<qsizetype>(kinds().indexOf(kind), 0)));
}

void ReplyPanel::setUrl(const EndpointUrl &url)
{
    if (const auto preset = ReplyPreset::parse(url.reply)) {
        m_folder->setText(preset->folder);
        setKind(url.reply.section(u'=', 0, 0));
    } else if (!url.rulesFile.isEmpty()) {
        auto loaded = WrittenRules::load(url.rulesFile);
        m_loadError = loaded ? QString() : loaded.error().message;
        m_rules = loaded.value_or(WrittenRules());
        setKind(QStringLiteral("rules"));
    } else {
        setKind({}); // nothing
    }
    onChosen();
}

void ReplyPanel::setCodec(const std::shared_ptr<const TextCodec> &codec)
{
    m_codec = codec;
    if (!kind().isEmpty())
        Q_EMIT changed();
}

Result<ReplyRules> ReplyPanel::make() const
{
    if (kind() != u"rules") {
        const QString folder = m_folder->text().trimmed();
        if (kind() == u"files" && folder.isEmpty())
            return failure(tr("Choose the folder whose files are sent."));
        return ReplyPreset::parse(kind() == u"files" ? kind() + u'=' + folder : kind())
            .and_then([this](const ReplyPreset &preset) { return ReplyRules::preset(preset, m_codec); });
    }
    if (!m_loadError.isEmpty())
        return failure(m_loadError);
    if (m_rules.rules.empty())
        return failure(tr("There is no rule yet: press Edit rules…"));
    return ReplyRules::parse(m_rules.toJson(), m_codec, {});
}

Result<std::shared_ptr<const ReplyRules>> ReplyPanel::replies()
{
    std::shared_ptr<const ReplyRules> none;
    auto made = kind().isEmpty()
        ? Result<std::shared_ptr<const ReplyRules>>(none)
        : make().map([](ReplyRules &&rules) { return std::make_shared<const ReplyRules>(std::move(rules)); });
    m_error->showError(made ? QString() : withWarningSign(made.error().message));
    return made;
}

void ReplyPanel::onChosen()
{
    updateFields();
    Q_EMIT changed();
}

void ReplyPanel::updateFields()
{
    const bool files = kind() == u"files";
    const bool rules = kind() == u"rules";
    m_folder.setVisible(files);
    m_choose->setVisible(files);
    m_count->setVisible(rules);
    m_edit->setVisible(rules);
    const auto off = std::count_if(m_rules.rules.begin(), m_rules.rules.end(),
                                   [](const WrittenRule &rule) { return !rule.enabled; });
    m_count->setText(off == 0 ? tr("Rules: %1").arg(m_rules.rules.size())
                              : tr("Rules: %1, off: %2").arg(m_rules.rules.size()).arg(off));
}

void ReplyPanel::chooseFolder()
{
    const QString folder = m_files.folder(this, tr("The folder whose files are sent"), m_folder->text());
    if (folder.isEmpty())
        return;
    m_folder->setText(folder);
    onChosen();
}

void ReplyPanel::editRules()
{
    if (m_editor)
        return;
    m_editor = new RuleEditor(m_rules, m_codec, m_files, this);
    m_editor->setAttribute(Qt::WA_DeleteOnClose);
    if (m_draft)
        m_editor->setDraft(*m_draft);
    connect(m_editor, &RuleEditor::applied, this, [this] {
        m_rules = m_editor->rules();
        m_loadError.clear();
        onDraftEdited();
        onChosen();
    });
    connect(m_editor, &RuleEditor::edited, this, &ReplyPanel::onDraftEdited);
    connect(m_editor, &QDialog::rejected, this, [this] {
        m_draft.reset();
        Q_EMIT draftChanged();
    });
    m_editor->open();
}

void ReplyPanel::onDraftEdited()
{
    m_draft = m_editor->rules();
    if (m_draft == m_rules)
        m_draft.reset();
    Q_EMIT draftChanged();
}

QJsonObject ReplyPanel::save() const
{
    return {
        {QStringLiteral("kind"), kind()},
        {QStringLiteral("folder"), m_folder->text()},
        {QStringLiteral("escapes"), true}, // in the texts of rules; older versions had none
        {QStringLiteral("rules"), m_rules.rules.empty() ? QString() : QString::fromUtf8(m_rules.toJson())},
        {QStringLiteral("draft"), m_draft ? toJson(*m_draft) : QJsonValue()},
    };
}

void ReplyPanel::restore(const QJsonObject &state)
{
    m_folder->setText(state[u"folder"].toString());
    const QByteArray rules = state[u"rules"].toString().toUtf8();
    m_rules = WrittenRules::fromJson(state[u"escapes"].toBool() ? rules : WrittenRules::withEscapes(rules), {})
                  .value_or(WrittenRules());
    m_draft = draftOf(state[u"draft"]);
    m_loadError.clear();
    setKind(state[u"kind"].toString());
    onChosen();
}

void ReplyPanel::retranslate()
{
    setTitle(tr("Auto reply"));
    m_kind.setLabel(tr("Reply with"));
    m_kind->setToolTip(tr("The reply to each received message, sent at once to its sender"));
    const QStringList names{tr("nothing"),    tr("the message (echo)"), tr("the time"),           tr("“accepted”"),
                            tr("a greeting"), tr("Chinese in GBK"),     tr("the requested file"), tr("rules")};
    const QStringList explained{
        tr("No automatic replies"),
        tr("Sends each message back"),
        tr("The local time, as C's ctime() writes it"),
        tr("Replies “accepted”; replies “closed” to “close”, then closes the connection"),
        tr("Sends “Thank you for connecting” to each new connection, then closes it"),
        tr("“好的,我是服务端” in GBK, whatever the encoding"),
        tr("Each message is the name of a file in a folder; sends its content, then closes the connection"),
        tr("Your own rules")};
    setItemTexts(*m_kind, names);
    for (int i = 0; i < m_kind->count(); ++i)
        m_kind->setItemData(i, explained.at(i), Qt::ToolTipRole);
    m_folder.setLabel(tr("Folder"));
    m_folder->setToolTip(tr("Only files in this folder and below it are sent."));
    m_choose->setText(tr("Choose folder…"));
    m_edit->setText(tr("Edit rules…"));
    updateFields();
    if (!m_error->isHidden())
        replies();
}
