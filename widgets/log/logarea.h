// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/filteredsource.h"
#include "model/log/frames/recordframes.h"
#include "model/log/search/logsearch.h"
#include "model/peer.h"
#include "widgets/log/find/peeroffer.h"

#include <QJsonObject>
#include <QWidget>

class FilterBar;
class FindBar;
class FrameScan;
class LogView;
class QSplitter;
class RecordDetail;

/// The log with a filter bar above, a find bar below, and a pane with the details of one record.
class LogArea : public QWidget
{
    Q_OBJECT
public:
    explicit LogArea(const std::shared_ptr<TrafficLog> &log, QWidget *parent = nullptr);
    ~LogArea() override;

    LogView &view() const { return *m_view; }
    FindBar &findBar() const { return *m_findBar; }
    FilterBar &filterBar() const { return *m_filterBar; }
    RecordDetail &detail() const { return *m_detail; }

    void setCodec(const std::shared_ptr<const TextCodec> &codec);
    /// Which messages are separated and checked.
    void setMessages(const MessageView &view);
    /// Hides the records before this one.
    void setOrigin(RecordNumber number);
    /// There may be new records.
    void refresh();
    /// The connected peers, oldest first, which the filter offers besides those of the log.
    void setPeers(const std::vector<Peer> &peers) { m_peerOffer->setConnected(peers); }

    void startFind();
    void findNext();
    void findPrevious();
    void startFilter();
    /// Asks for a record number or a time, and goes there.
    void goTo();
    /// Null without a filter.
    const std::shared_ptr<const CompiledFilter> &filter() const { return m_filter; }

    /// The filter, the search, the zoom, and how the area is divided.
    QJsonObject save() const;
    void restore(const QJsonObject &state);

private:
    void buildLayout();
    void followFrames();
    void refreshDetail();
    void applyMessages();
    void applyFilter();
    void onFilterAdvanced();
    void applySearch();
    void showHit(const LogHit &hit, bool wrapped);
    void showSearchStatus();
    QString searchStatus() const;
    QString undecidedNote(quint64 records) const;
    void closeFind();
    void closeFilter();
    LogHit here() const;
    std::shared_ptr<const RecordSet> filtered() const { return m_filterScan ? m_filterScan->found() : nullptr; }

    const std::shared_ptr<TrafficLog> m_log;
    std::unique_ptr<PeerOffer> m_peerOffer;
    std::shared_ptr<const TextCodec> m_codec;
    std::shared_ptr<const CompiledFilter> m_filter;
    std::unique_ptr<RecordScan> m_filterScan;
    MessageView m_messages;
    std::unique_ptr<FrameScan> m_frameScan; // only where a length field needs it
    std::unique_ptr<LogSearch> m_search;
    std::optional<LogHit> m_hit;
    QString m_searchNote;
    FilterBar *m_filterBar = nullptr;
    LogView *m_view = nullptr;
    FindBar *m_findBar = nullptr;
    RecordDetail *m_detail = nullptr;
    QSplitter *m_splitter = nullptr;
};
