// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/logarea.h"

#include "model/log/frames/framescan.h"
#include "widgets/log/find/filterbar.h"
#include "widgets/log/find/findbar.h"
#include "widgets/log/find/gotodialog.h"
#include "widgets/log/find/patternedit.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"
#include "widgets/log/recorddetail.h"
#include "widgets/parts/translated.h"

#include <QLocale>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

LogArea::LogArea(const std::shared_ptr<TrafficLog> &log, QWidget *parent)
    : QWidget(parent), m_log(log), m_codec(ContentSettings().codec)
{
    buildLayout();
    m_peerOffer = std::make_unique<PeerOffer>(*m_filterBar, m_log);
    connect(m_filterBar, &FilterBar::filterChanged, this, &LogArea::applyFilter);
    connect(m_filterBar, &FilterBar::closed, this, &LogArea::closeFilter);
    connect(m_findBar, &FindBar::patternChanged, this, &LogArea::applySearch);
    connect(m_findBar, &FindBar::nextWanted, this, &LogArea::findNext);
    connect(m_findBar, &FindBar::previousWanted, this, &LogArea::findPrevious);
    connect(m_findBar, &FindBar::closed, this, &LogArea::closeFind);
    connect(m_view, &LogView::recordActivated, m_detail, &RecordDetail::showRecord);
    connect(m_view, &LogView::peerWanted, this, [this](const QString &peer) {
        m_filterBar->setPeer(peer);
        m_peerOffer->start();
    });
    connect(&m_detail->text(), &LogView::peerWanted, m_view, &LogView::peerWanted);
    connect(&m_detail->text().selection(), &LogSelectionController::checksumWanted, &m_view->selection(),
            &LogSelectionController::checksumWanted);
    connect(m_detail, &RecordDetail::closed, this, [this] {
        m_detail->hide();
        m_view->setFocus();
    });
}

LogArea::~LogArea() = default;

void LogArea::buildLayout()
{
    m_filterBar = new FilterBar(this);
    m_view = new LogView;
    m_view->setLog(m_log);
    m_findBar = new FindBar(this);
    m_detail = new RecordDetail(m_log);
    m_filterBar->hide();
    m_findBar->hide();
    m_detail->hide();
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setCollapsible(0, false);
    m_splitter->setSizes({400, 160});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filterBar);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_findBar);
    setFocusProxy(m_view);
}

void LogArea::setCodec(const std::shared_ptr<const TextCodec> &codec)
{
    m_codec = codec;
    m_view->setCodec(codec);
    m_detail->setCodec(codec);
    // Filter and search look for other bytes now.
    if (m_filterScan)
        applyFilter();
    if (m_search || m_findBar->isVisible())
        applySearch();
}

void LogArea::setMessages(const MessageView &view)
{
    if (view == m_messages)
        return;
    const bool otherFraming = view.framing != m_messages.framing;
    m_messages = view;
    if (otherFraming)
        followFrames();
    applyMessages();
}

void LogArea::applyMessages()
{
    const auto index = m_frameScan ? m_frameScan->index() : nullptr;
    m_view->setMessages(m_messages, index);
    m_detail->setMessages(m_messages, index);
}

/// To know where messages with a length field begin, the log must be read from its start.
void LogArea::followFrames()
{
    m_frameScan.reset();
    if (!m_messages.framing.needsIndex())
        return;
    m_frameScan = std::make_unique<FrameScan>(m_log, m_messages.framing);
    connect(m_frameScan.get(), &FrameScan::advanced, m_view, &LogView::refresh);
    connect(m_frameScan.get(), &FrameScan::advanced, this, &LogArea::refreshDetail);
}

void LogArea::setOrigin(RecordNumber number)
{
    m_view->scroller().setOrigin(number);
    if (m_filterScan)
        onFilterAdvanced();
    if (m_search)
        applySearch();
}

void LogArea::refresh()
{
    if (m_filterScan)
        m_filterScan->wake(); // which refreshes the view
    else
        m_view->refresh();
    refreshDetail();
    if (m_search)
        m_search->wake();
    if (m_frameScan)
        m_frameScan->wake();
}

void LogArea::refreshDetail()
{
    if (!m_detail->isHidden())
        m_detail->refresh();
}

QJsonObject LogArea::save() const
{
    return {
        {QStringLiteral("filter"), m_filterBar->save()},
        {QStringLiteral("find"), m_findBar->save()},
        {QStringLiteral("split"), QString::fromLatin1(m_splitter->saveState().toBase64())},
        {QStringLiteral("zoom"), m_view->zoomSteps()},
    };
}

void LogArea::restore(const QJsonObject &state)
{
    m_filterBar->restore(state[u"filter"].toObject());
    if (!m_filterBar->isHidden())
        m_peerOffer->start();
    m_findBar->restore(state[u"find"].toObject());
    m_splitter->restoreState(QByteArray::fromBase64(state[u"split"].toString().toLatin1()));
    m_view->setZoomSteps(state[u"zoom"].toInt());
}

void LogArea::startFilter()
{
    m_filterBar->start();
    m_peerOffer->start();
}

void LogArea::applyFilter()
{
    const RecordFilter filter = m_filterBar->filter();
    m_filterBar->showError({});
    const auto whole = [this] { return std::make_unique<LogReader>(m_log); };
    if (filter.isEmpty()) {
        if (m_filterScan)
            m_view->replaceSources(whole(), whole());
        m_filterScan.reset();
        m_filter.reset();
    } else {
        const auto compiled = CompiledFilter::make(filter, m_codec);
        if (!compiled) // the filter in force stays until this one is valid
            return m_filterBar->showError(compiled.error().message);
        auto scan = std::make_unique<RecordScan>(m_log, *compiled, 0, RecordScan::Order::Ascending);
        connect(scan.get(), &RecordScan::advanced, this, &LogArea::onFilterAdvanced);
        m_view->replaceSources(std::make_unique<FilteredSource>(m_log, scan->found()), whole());
        m_filterScan = std::move(scan);
        m_filter = *compiled;
        onFilterAdvanced();
    }
    if (m_search) {
        m_search->setShown(filtered());
        showSearchStatus();
    }
}

void LogArea::onFilterAdvanced()
{
    if (!m_filterScan)
        return; // this was queued when the filter was closed
    m_view->refresh();
    if (m_search) {
        m_search->wakeByShown();
        showSearchStatus();
    }
    const QLocale locale;
    const RecordNumber origin = std::max(m_view->scroller().origin(), m_log->first());
    const RecordNumber end = m_log->end();
    const quint64 shown = m_filterScan->found()->frontierCount() - m_filterScan->found()->rank(origin);
    QString status = tr("%1 of %2 records").arg(locale.toString(shown), locale.toString(end - std::min(origin, end)));
    if (const double progress = m_filterScan->progress(); progress < 0.99)
        status += tr(" · %1 %").arg(int(progress * 100));
    m_filterBar->showStatus(status + undecidedNote(m_filterScan->undecided()));
}

void LogArea::closeFilter()
{
    m_filterBar->reset();
    m_filterBar->hide();
    m_view->setFocus();
}

void LogArea::startFind()
{
    m_findBar->start();
    if (!m_search && !m_findBar->pattern().pattern().text.isEmpty())
        applySearch();
}

/// Where a search starts: at the current hit, the record with the cursor, or the first one shown.
LogHit LogArea::here() const
{
    if (m_hit)
        return *m_hit;
    return {m_view->selection().currentRecord().value_or(0), {}};
}

void LogArea::applySearch()
{
    const LogHit from = here();
    m_search.reset();
    m_view->setSearch(nullptr);
    m_findBar->showError({});
    m_searchNote.clear();
    RecordFilter filter;
    filter.pattern = m_findBar->pattern().pattern();
    if (filter.pattern.text.isEmpty())
        return;
    const auto compiled = CompiledFilter::make(filter, m_codec);
    if (!compiled)
        return m_findBar->showError(compiled.error().message);
    m_view->setSearch(std::make_shared<RecordTester>(m_log, *compiled));
    m_search = std::make_unique<LogSearch>(m_log, *compiled, m_view->scroller().origin());
    m_search->setShown(filtered());
    connect(m_search.get(), &LogSearch::advanced, this, &LogArea::showSearchStatus);
    connect(m_search.get(), &LogSearch::found, this, &LogArea::showHit);
    connect(m_search.get(), &LogSearch::nothingFound, this, [this] {
        m_hit.reset();
        m_searchNote.clear();
        showSearchStatus();
    });
    m_search->findNext(from, true);
}

void LogArea::findNext()
{
    if (m_findBar->applyNow())
        return; // that looks for the next one
    if (!m_search)
        return startFind();
    m_search->findNext(here(), !m_hit);
}

void LogArea::findPrevious()
{
    const LogHit from = here();
    m_findBar->applyNow();
    if (!m_search)
        return startFind();
    m_search->findPrevious(from);
}

void LogArea::showHit(const LogHit &hit, bool wrapped)
{
    m_hit = hit;
    m_searchNote = wrapped ? tr("wrapped around") : QString();
    m_view->selection().selectBytes(hit.record, hit.place);
    showSearchStatus();
}

void LogArea::showSearchStatus()
{
    if (m_search)
        m_findBar->showStatus(searchStatus(),
                              m_search->progress() >= 1
                                  && (m_search->hits() == 0 || m_search->hiddenRecords() == m_search->records()));
}

QString LogArea::searchStatus() const
{
    const double progress = m_search->progress();
    QString status = progress < 1 ? tr("Searching…") : tr("Not found");
    if (m_search->hits() > 0) {
        status = tr("%1 in %2", "hits in records")
                     .arg(tr("%Ln hits", nullptr, pluralCount(m_search->hits())),
                          tr("%Ln records", nullptr, pluralCount(m_search->records())));
    }
    if (const quint64 hidden = m_search->hiddenRecords(); hidden > 0)
        status += tr(", %Ln records hidden by the filter", "of the records with hits", pluralCount(hidden));
    status += undecidedNote(m_search->undecided());
    if (progress < 0.99)
        status += tr(" · %1 %").arg(int(progress * 100));
    if (m_search->waitsForShown())
        status += QStringLiteral(" · ") + tr("waiting for the filter");
    else if (!m_searchNote.isEmpty())
        status += QStringLiteral(" · ") + m_searchNote;
    return status;
}

/// For records that a regular expression was too costly for, it is unknown whether they match.
QString LogArea::undecidedNote(quint64 records) const
{
    if (records == 0)
        return {};
    return tr(" · the expression is too costly for %Ln records", nullptr, pluralCount(records));
}

void LogArea::closeFind()
{
    m_findBar->finish();
    m_search.reset();
    m_hit.reset();
    m_view->setSearch(nullptr);
    m_view->setFocus();
}

void LogArea::goTo()
{
    GoToDialog dialog(m_log, this);
    if (dialog.exec() == QDialog::Accepted)
        m_view->selection().selectRecord(dialog.number());
}
