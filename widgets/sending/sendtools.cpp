// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/sendtools.h"

#include "model/sending/listplan.h"
#include "widgets/parts/fields.h"
#include "widgets/parts/filechooser.h"
#include "widgets/sending/jobs/generatordialog.h"
#include "widgets/sending/jobs/piecesdialog.h"
#include "widgets/sending/jobs/sendfiledialog.h"
#include "widgets/sending/jobs/udptestdialog.h"
#include "widgets/sending/pagesending.h"
#include "widgets/sending/sendbox.h"
#include "widgets/sending/sendentrydialog.h"
#include "widgets/sending/sendlistpanel.h"
#include "widgets/settings.h"

#include <QAction>
#include <QDir>
#include <QJsonDocument>
#include <QMainWindow>
#include <QShortcut>

using Key = Settings::Key;

SendTools::SendTools(QMainWindow *window, Parts parts)
    : QObject(window), m_window(window), m_parts(std::move(parts)), m_list(new SendListModel(this))
{
    buildDock(window);
    connectPanel();
    load();
    connect(&m_parts.settings, &Settings::changedElsewhere, this, [this](const QString &name) {
        if (name == Settings::nameOf(Key::SendEntries))
            load();
    });
    connect(m_list, &SendListModel::edited, this, &SendTools::store);
    connect(m_list, &SendListModel::edited, this, &SendTools::updateHotkeys);
    retranslate();
}

void SendTools::buildDock(QMainWindow *window)
{
    m_panel = new SendListPanel(*m_list);
    m_dock = new QDockWidget(window);
    m_dock->setObjectName(QStringLiteral("sendList"));
    m_dock->setAllowedAreas(Qt::AllDockWidgetAreas);
    m_dock->setWidget(m_panel);
    window->addDockWidget(Qt::RightDockWidgetArea, m_dock);
    m_dock->hide();
}

void SendTools::connectPanel()
{
    connect(m_panel, &SendListPanel::addRequested, this, [this] { edit(-1); });
    connect(m_panel, &SendListPanel::editRequested, this, &SendTools::edit);
    connect(m_panel, &SendListPanel::sendRequested, this, &SendTools::send);
    connect(m_panel, &SendListPanel::runRequested, this, &SendTools::run);
    connect(m_panel, &SendListPanel::importRequested, this, &SendTools::importList);
    connect(m_panel, &SendListPanel::exportRequested, this, &SendTools::exportList);
    connect(m_panel, &SendListPanel::stopRequested, this, [this] {
        if (m_sending)
            m_sending->stop();
    });
}

void SendTools::retranslate()
{
    m_dock->setWindowTitle(tr("Send list"));
    updateSendProblem();
}

void SendTools::showSendList(bool on)
{
    constexpr int usualWidth = 380; // of the send list, if the window has room
    m_dock->setVisible(on);
    if (on && m_panel->width() < usualWidth && m_window->width() > 3 * usualWidth)
        m_window->resizeDocks({m_dock}, {usualWidth}, Qt::Horizontal);
}

void SendTools::store()
{
    m_parts.settings.setValue(Key::SendEntries, sendlistfile::toJson(m_list->list()));
}

void SendTools::load()
{
    const QByteArray stored = m_parts.settings.value(Key::SendEntries).toByteArray();
    const auto list = sendlistfile::fromJson(stored);
    if (!list && !stored.isEmpty())
        m_parts.settings.reportDamage(Key::SendEntries);
    m_list->setList(list.value_or(SendList()));
    updateHotkeys();
}

void SendTools::collect()
{
    if (!m_dialog)
        return;
    QJsonObject all = QJsonDocument::fromJson(m_parts.settings.value(Key::SendDialogs).toByteArray()).object();
    all.insert(m_dialogName, m_dialog->save());
    m_parts.settings.setValue(Key::SendDialogs, QJsonDocument(all).toJson(QJsonDocument::Compact));
}

void SendTools::updateSendProblem()
{
    const QString problem = m_sending ? QString() : nothingIsSent();
    m_panel->setSendProblem(problem);
    Q_EMIT sendProblemChanged(problem);
}

void SendTools::setSending(PageSending *sending)
{
    if (m_sending)
        m_sending->disconnect(this);
    m_sending = sending;
    if (sending) {
        connect(sending, &PageSending::runningChanged, this, &SendTools::updateRunning);
        connect(sending, &PageSending::progressed, this,
                [this](const SendProgress &progress) { m_list->setRunning(progress.entry); });
    }
    updateSendProblem();
    updateRunning();
}

void SendTools::updateRunning()
{
    const bool running = m_sending && m_sending->isRunning();
    m_panel->setRunning(running);
    if (!running)
        m_list->setRunning(-1);
}

/// What each key already does, except the key of one row.
QHash<QKeySequence, QString> SendTools::takenHotkeys(int exceptRow) const
{
    QHash<QKeySequence, QString> taken;
    for (const QAction *action : m_window->findChildren<QAction *>()) {
        for (const QKeySequence &key : action->shortcuts())
            taken.insert(key, tr("menu command “%1”").arg(QString(action->text()).remove(u'&')));
    }
    for (int row = m_list->rowCount() - 1; row >= 0; --row) { // if several have the same key, the first is named
        const SendListEntry &entry = m_list->list()[row];
        const QString name = entry.name.isEmpty() ? entry.payload.left(40) : entry.name;
        if (row != exceptRow && !entry.hotkey.isEmpty())
            taken.insert(QKeySequence::fromString(entry.hotkey), tr("send list message “%1”").arg(name));
    }
    return taken;
}

void SendTools::edit(int row)
{
    const auto codec = m_parts.codec();
    if (!codec)
        return;
    SendListEntry entry;
    if (row >= 0)
        entry = m_list->list()[row];
    else
        entry.hotkey = m_list->freeHotkey();
    auto *dialog = new SendEntryDialog(
        entry, codec, [this, row](const QKeySequence &key) { return takenHotkeys(row).value(key); }, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SendEntryDialog::tryOutRequested, this, [this, dialog] {
        const auto bytes = dialog->box().payload();
        auto sent = Result<void>();
        if (!m_sending)
            sent = failure(nothingIsSent());
        else if (bytes)
            sent = m_sending->send(*bytes);
        if (!sent)
            dialog->box().showError(sent.error().message);
    });
    connect(dialog, &QDialog::accepted, this, [this, dialog, row] {
        const int at = row < 0 ? m_list->rowCount() : row;
        if (row < 0)
            m_list->insert(at, dialog->entry());
        else
            m_list->replace(at, dialog->entry());
        m_panel->selectRow(at);
    });
    dialog->setModal(true); // the row must not change meanwhile
    dialog->show();
}

/// The bytes of an entry in the encoding of the page in front.
Result<QByteArray> SendTools::payload(const SendListEntry &entry, int row) const
{
    auto bytes = buildPayload(entry.payload, entry.format, m_sending->codec());
    if (bytes)
        return bytes;
    const QString what = bytes.error().position < 0
        ? bytes.error().message
        : tr("position %1: %2").arg(bytes.error().position + 1).arg(bytes.error().message);
    return failure(tr("Message %1 cannot be sent: %2").arg(row + 1).arg(what));
}

void SendTools::send(int row)
{
    if (row < 0 || row >= m_list->rowCount())
        return;
    m_panel->hideMessage();
    Result<void> sent;
    if (m_sending)
        sent = payload(m_list->list()[row], row).and_then([this](const QByteArray &bytes) {
            return m_sending->send(bytes);
        });
    else
        sent = failure(nothingIsSent());
    if (sent)
        return;
    if (m_dock->isVisible())
        m_panel->showMessage(sent.error().message, true);
    else
        Q_EMIT failed(sent.error().message);
}

void SendTools::run(bool loop)
{
    if (!m_sending)
        return;
    m_panel->hideMessage();
    std::vector<SendMessage> messages;
    for (int row = 0; row < m_list->rowCount(); ++row) {
        const SendListEntry &entry = m_list->list()[row];
        auto bytes = payload(entry, row);
        if (!bytes) {
            m_panel->selectRow(row);
            m_panel->showMessage(bytes.error().message, true);
            return;
        }
        messages.push_back({*bytes, std::chrono::milliseconds(entry.delayMs), row, false});
    }
    SendJob job;
    job.makePlan = [messages, rounds = quint64(loop ? 0 : 1)] { return std::make_unique<ListPlan>(messages, rounds); };
    const auto started = m_sending->start([] { return tr("Send list"); }, job);
    if (!started)
        m_panel->showMessage(started.error().message, true);
}

void SendTools::importList()
{
    const QStringList files =
        m_parts.files.openNames(m_window, tr("Import send list"), m_parts.settings.value(Key::SaveFolder).toString(),
                                tr("Send lists (*.json *.csv);;All files (*)"));
    if (files.isEmpty())
        return;
    auto list = sendlistfile::load(files.first());
    if (!list) {
        m_panel->showMessage(tr("%1 was not imported. %2").arg(files.first(), list.error().message), true);
        return;
    }
    const int cleared = clearTakenHotkeys(*list);
    m_list->append(*list);
    QString text = tr("%n message(s) imported.", nullptr, int(list->size()));
    if (cleared > 0)
        text += u' ' + tr("%n key(s) removed because they are already in use.", nullptr, cleared);
    m_panel->showMessage(text, false);
}

/// Removes keys that are already in use, so that these keep working. Returns how many.
int SendTools::clearTakenHotkeys(SendList &list) const
{
    auto taken = takenHotkeys(-1);
    int cleared = 0;
    for (SendListEntry &entry : list) {
        const QKeySequence key = QKeySequence::fromString(entry.hotkey);
        if (key.isEmpty())
            continue;
        if (taken.contains(key)) {
            entry.hotkey.clear();
            ++cleared;
        }
        taken.insert(key, entry.name);
    }
    return cleared;
}

void SendTools::exportList()
{
    const QString folder = m_parts.settings.value(Key::SaveFolder).toString();
    const QString json = tr("JSON (*.json)");
    const QString csv = tr("CSV (*.csv)");
    QString filter = json;
    const QString file =
        m_parts.files.saveName(m_window, tr("Export send list"), QDir(folder).filePath(QStringLiteral("sendlist.json")),
                               json + QStringLiteral(";;") + csv, &filter);
    if (file.isEmpty())
        return;
    const auto chosen = filter == csv ? sendlistfile::Format::Csv : sendlistfile::Format::Json;
    const auto saved = sendlistfile::save(file, sendlistfile::formatOf(file).value_or(chosen), m_list->list());
    m_panel->showMessage(saved ? tr("Exported to %1.").arg(file) : saved.error().message, !saved);
}

void SendTools::updateHotkeys()
{
    qDeleteAll(std::exchange(m_hotkeys, {}));
    for (int row = 0; row < m_list->rowCount(); ++row) {
        const QKeySequence key = QKeySequence::fromString(m_list->list()[row].hotkey);
        if (key.isEmpty())
            continue;
        auto *shortcut = new QShortcut(key, m_window);
        connect(shortcut, &QShortcut::activated, this, [this, row] { send(row); });
        m_hotkeys.append(shortcut);
    }
}

/// One dialog at a time; its fields come back the next time.
void SendTools::open(const char *name, const std::function<ToolDialog *(const QJsonObject &)> &make)
{
    if (!m_sending)
        return;
    if (m_dialog)
        m_dialog->close();
    m_dialogName = QString::fromLatin1(name);
    const auto stored = QJsonDocument::fromJson(m_parts.settings.value(Key::SendDialogs).toByteArray()).object();
    m_dialog = make(stored[m_dialogName].toObject());
    connect(m_dialog, &QDialog::finished, this, &SendTools::collect);
    watchFields(*m_dialog, m_dialog, [this] { m_parts.settings.touch(); });
    m_dialog->show();
}

void SendTools::openFileDialog()
{
    open("file",
         [this](const QJsonObject &state) { return new SendFileDialog(*m_sending, m_parts.files, state, m_window); });
}

void SendTools::openGenerator()
{
    open("generator", [this](const QJsonObject &state) { return new GeneratorDialog(*m_sending, state, m_window); });
}

void SendTools::openPieces()
{
    open("pieces", [this](const QJsonObject &state) {
        return new PiecesDialog(
            *m_sending, [box = &m_sending->box()] { return box->payload(); }, state, m_window);
    });
}

void SendTools::openUdpTest()
{
    open("udpTest", [this](const QJsonObject &state) { return new UdpTestDialog(*m_sending, state, m_window); });
}
