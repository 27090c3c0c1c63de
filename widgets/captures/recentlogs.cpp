// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/captures/recentlogs.h"

#include "widgets/captures/keeplogsdialog.h"
#include "widgets/parts/messagebar.h"
#include "widgets/settings.h"

#include <QFutureWatcher>
#include <QLocale>
#include <QMessageBox>
#include <QPromise>
#include <QPushButton>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace std::chrono_literals;

/// A log that is opened on another thread.
struct RecentLogs::Reading
{
    std::unique_ptr<LogFolder> folder;
    std::shared_ptr<TrafficLog> log;
    QString problem;
};

RecentLogs::RecentLogs(LogStore &captures, Settings &settings, QWidget *window)
    : QObject(window), m_captures(captures), m_settings(settings), m_window(window), m_offer(new MessageBar(window)),
      m_offerOpen(m_offer->addButton()), m_offerDiscard(m_offer->addButton()), m_problems(new MessageBar(window))
{
    m_readers.setMaxThreadCount(1); // one after another
    connect(m_offerOpen, &QPushButton::clicked, this, &RecentLogs::openOffered);
    connect(m_offerDiscard, &QPushButton::clicked, this, &RecentLogs::discardOffered);
    auto *timer = new QTimer(this);
    timer->start(1h);
    connect(timer, &QTimer::timeout, this, &RecentLogs::tidy);
}

RecentLogs::~RecentLogs()
{
    m_ending = true;
    m_readers.waitForDone();
}

/// `done` is called on this thread, unless this object has gone by then.
template<typename T>
void RecentLogs::inBackground(QThreadPool *pool, std::function<T()> work, std::function<void(const T &)> done)
{
    auto promise = std::make_shared<QPromise<T>>();
    auto *watcher = new QFutureWatcher<T>(this);
    connect(watcher, &QFutureWatcher<T>::finished, this, [watcher, done] {
        done(watcher->result());
        watcher->deleteLater();
    });
    promise->start();
    watcher->setFuture(promise->future());
    const auto task = [promise, work] {
        promise->addResult(work());
        promise->finish();
    };
    if (pool)
        pool->start(task);
    else
        m_captures.post(task);
}

void RecentLogs::start()
{
    tidy();
    refresh(true);
}

void RecentLogs::tidy()
{
    const LogLimits limits = m_settings.logLimits();
    m_captures.post([store = &m_captures, limits] { store->tidy(limits); });
    refresh();
}

void RecentLogs::refresh(bool offering)
{
    using Logs = std::vector<LogStore::KeptLog>;
    m_offeringNext = m_offeringNext || offering;
    inBackground<Logs>(
        nullptr, [store = &m_captures] { return store->logs(); },
        [this, request = ++m_requests](const Logs &logs) {
            if (request != m_requests) // a list with what was opened or discarded since
                return;
            m_offering = m_offering || std::exchange(m_offeringNext, false);
            show(logs);
        });
}

void RecentLogs::show(const std::vector<LogStore::KeptLog> &logs)
{
    m_logs = logs;
    std::erase_if(m_logs, [this](const LogStore::KeptLog &log) {
        return std::find(m_opening.begin(), m_opening.end(), log.path) != m_opening.end();
    });
    updateOffer();
    Q_EMIT changed();
}

QString RecentLogs::textOf(const LogStore::KeptLog &log)
{
    const QLocale locale;
    const QString title = log.description.title.isEmpty() ? tr("Log") : log.description.title;
    QString text = tr("%1, %2, %3", "title, time, size")
                       .arg(title, locale.toString(log.lastWritten.toLocalTime(), QLocale::ShortFormat),
                            locale.formattedDataSize(log.bytes));
    if (log.isFromCommandLine())
        text = tr("%1 (command line)").arg(text);
    else if (log.hasCrashed())
        text = tr("%1 (did not end properly)").arg(text);
    return text;
}

void RecentLogs::addClosed(const ClosedTab &tab)
{
    constexpr size_t maxClosed = 50;
    m_closed.push_back(tab);
    if (m_closed.size() > maxClosed)
        m_closed.erase(m_closed.begin());
    Q_EMIT changed();
}

void RecentLogs::reopenClosed()
{
    if (m_closed.empty())
        return;
    const ClosedTab tab = m_closed.back();
    m_closed.pop_back();
    if (!tab.captureFile.isEmpty())
        Q_EMIT captureWanted(tab.captureFile);
    else if (tab.folder.isEmpty())
        Q_EMIT setupWanted(tab.setup, {});
    else
        read(tab.folder, tab);
    Q_EMIT changed();
}

void RecentLogs::askToClear()
{
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Clear list of recent logs"),
        tr("Delete the %n log(s) in the list? The data they hold is lost.", nullptr, int(m_logs.size())),
        QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *remove = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    connect(remove, &QPushButton::clicked, this, &RecentLogs::clear);
    box->open();
}

void RecentLogs::askLimits()
{
    auto *dialog = new KeepLogsDialog(m_settings.logLimits(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_settings.setLogLimits(dialog->limits());
        tidy();
    });
    dialog->open();
}

void RecentLogs::clear()
{
    std::vector<QString> paths;
    for (const LogStore::KeptLog &log : m_logs)
        paths.push_back(log.path);
    m_captures.post([store = &m_captures, paths] {
        for (const QString &path : paths)
            store->discard(path);
    });
    std::erase_if(m_closed, [&](const ClosedTab &tab) {
        return std::find(paths.begin(), paths.end(), tab.folder) != paths.end();
    });
    show({});
    refresh();
}

/// Reading a large log takes seconds.
void RecentLogs::read(const QString &folder, const ClosedTab &tab)
{
    m_opening.push_back(folder);
    show(m_logs);
    const auto work = [store = &m_captures, ending = &m_ending, folder] {
        auto reading = std::make_shared<Reading>();
        auto adopted = store->adopt(folder);
        if (!adopted) {
            reading->problem = adopted.error().message;
            return reading;
        }
        reading->folder = std::move(*adopted);
        TrafficLog::Options options;
        options.directory = folder;
        if (auto log = TrafficLog::reopen(options, [ending](qint64, qint64) { return !*ending; }))
            reading->log = std::move(*log);
        else
            reading->problem = log.error().message;
        return reading;
    };
    using Shared = std::shared_ptr<Reading>;
    inBackground<Shared>(&m_readers, work, [this, tab, folder](const Shared &reading) {
        std::erase(m_opening, folder);
        onRead(reading, folder, tab);
    });
}

void RecentLogs::onRead(const std::shared_ptr<Reading> &reading, const QString &folder, const ClosedTab &tab)
{
    if (reading->log) {
        const LogDescription description = reading->folder->description();
        auto ready = std::make_shared<Opened>(Opened{std::move(reading->folder), reading->log, description});
        if (!tab.setup.isEmpty())
            ready->description.setup = tab.setup;
        Q_EMIT opened(ready);
    } else {
        reading->folder.reset(); // the log stays, for another try
        if (tab.folder.isEmpty())
            m_problems->showMessage(reading->problem, MessageBar::Tone::Warning);
        else
            Q_EMIT setupWanted(tab.setup, reading->problem);
        m_failed.push_back(folder);
    }
    refresh(!reading->log); // offers it again if it failed
}

std::vector<LogStore::KeptLog> RecentLogs::offered() const
{
    std::vector<LogStore::KeptLog> logs;
    std::copy_if(m_logs.begin(), m_logs.end(), std::back_inserter(logs),
                 [](const LogStore::KeptLog &log) { return log.isOffered(); });
    return logs;
}

void RecentLogs::openOffered()
{
    const auto logs = offered();
    const auto isNew = [this](const LogStore::KeptLog &log) {
        return std::find(m_failed.begin(), m_failed.end(), log.path) == m_failed.end();
    };
    auto next = std::find_if(logs.begin(), logs.end(), isNew);
    if (next == logs.end()) {
        m_failed.clear();
        next = logs.begin();
    }
    if (next != logs.end())
        read(next->path, {});
}

void RecentLogs::discardOffered()
{
    const auto logs = offered();
    m_captures.post([store = &m_captures, logs] {
        for (const LogStore::KeptLog &log : logs)
            store->discard(log.path);
    });
    m_offer->hide();
    m_offering = m_offeringNext = false;
    refresh();
}

void RecentLogs::updateOffer()
{
    const auto logs = offered();
    const bool dismissed = m_offered && m_offer->isHidden();
    if (logs.empty() || dismissed)
        m_offering = false; // logs of later crashes are offered at the next start
    m_offered = m_offering && !logs.empty();
    if (!m_offered) {
        m_offer->hide();
        return;
    }
    qint64 bytes = 0;
    for (const LogStore::KeptLog &log : logs)
        bytes += log.bytes;
    m_offer->showMessage(tr("SocketScope did not end properly. %n log(s) with %1 were kept.", nullptr, int(logs.size()))
                             .arg(QLocale().formattedDataSize(bytes)),
                         MessageBar::Tone::Info);
    m_offerOpen->setText(tr("Open"));
    m_offerOpen->setAccessibleName(tr("Open kept log"));
    m_offerDiscard->setText(tr("Discard"));
}
