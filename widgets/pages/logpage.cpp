// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/pages/logpage.h"

#include "model/bytes/codecs/textcodec.h"
#include "widgets/log/checksumreport.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"
#include "widgets/parts/messagebar.h"

#include <QJsonArray>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

namespace {

QJsonArray toJson(const QList<int> &sizes)
{
    QJsonArray array;
    for (const int size : sizes)
        array.append(size);
    return array;
}

QList<int> toSizes(const QJsonValue &json)
{
    QList<int> sizes;
    for (const auto size : json.toArray())
        sizes.append(size.toInt());
    return sizes;
}

/// The column of panels: wide enough for them, also for wider fields that are shown later.
class PanelColumn : public QScrollArea
{
public:
    explicit PanelColumn(QWidget *panels)
    {
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setWidget(panels);
        grow();
    }

    QSize minimumSizeHint() const override { return {m_leastWidth, QScrollArea::minimumSizeHint().height()}; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override // of the panels
    {
        if (event->type() == QEvent::LayoutRequest && isVisible())
            grow();
        return QScrollArea::eventFilter(watched, event);
    }

private:
    void grow()
    {
        const int needed = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
        if (needed <= m_leastWidth)
            return;
        m_leastWidth = needed;
        updateGeometry();
    }

    int m_leastWidth = 0;
};

} // namespace

LogPage::LogPage(std::unique_ptr<LogFolder> folder, std::shared_ptr<TrafficLog> log)
    : m_folder(std::move(folder)), m_log(std::move(log)), m_receive(new ReceivePanel), m_message(new MessageBar),
      m_logArea(new LogArea(m_log))
{
    connectReceivePanel();
    applyEncoding();
}

LogPage::~LogPage()
{
    Q_EMIT closing();
}

void LogPage::arrange(const QList<QWidget *> &above, const QList<QWidget *> &below, QWidget *belowLog)
{
    auto *panels = new QWidget;
    auto *left = new QVBoxLayout(panels);
    left->setContentsMargins(6, 6, 6, 6);
    for (QWidget *panel : above + QList<QWidget *>{m_receive} + below)
        left->addWidget(panel);
    left->addStretch();
    auto *scroll = new PanelColumn(panels);

    m_rows = new QSplitter(Qt::Vertical);
    m_rows->addWidget(m_logArea);
    if (belowLog)
        m_rows->addWidget(belowLog);
    m_rows->setStretchFactor(0, 1);
    m_rows->setCollapsible(0, false);
    m_rows->setSizes({500, 130});

    auto *right = new QWidget;
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 6, 6, 6);
    rightLayout->addWidget(m_message);
    rightLayout->addWidget(m_rows, 1);
    m_columns = new QSplitter;
    m_columns->addWidget(scroll);
    m_columns->addWidget(right);
    m_columns->setStretchFactor(1, 1);
    m_columns->setCollapsible(1, false);
    m_columns->setSizes({scroll->minimumSizeHint().width(), 800});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_columns);
}

void LogPage::connectReceivePanel()
{
    LogView *view = &m_logArea->view();
    LogScroller *scroller = &view->scroller();
    connect(m_receive, &ReceivePanel::encodingChanged, this, &LogPage::applyEncoding);
    connect(m_receive, &ReceivePanel::displayChanged, view, [this, view] { view->setDisplay(m_receive->display()); });
    connect(m_receive, &ReceivePanel::messagesChanged, this, [this] { m_logArea->setMessages(m_receive->messages()); });
    connect(m_receive, &ReceivePanel::timestampsToggled, view, &LogView::setTimestamps);
    connect(m_receive, &ReceivePanel::wrapToggled, view, &LogView::setWrap);
    connect(m_receive, &ReceivePanel::followToggled, scroller, &LogScroller::setFollowing);
    connect(m_receive, &ReceivePanel::pauseToggled, scroller, &LogScroller::setPaused);
    connect(m_receive, &ReceivePanel::clearRequested, this, &LogPage::clearView);
    connect(m_receive, &ReceivePanel::saveRequested, this, &LogPage::saveRequested);
    connect(scroller, &LogScroller::followingChanged, m_receive, &ReceivePanel::setFollowing);
    connect(&view->selection(), &LogSelectionController::checksumWanted, this, [this](const QByteArray &bytes) {
        const auto body = m_receive->messages().framing.body(bytes); // of a whole message
        showMessage(fittingChecksumText(body ? QByteArrayView(*body) : bytes), false);
    });
}

void LogPage::applyEncoding()
{
    const auto codec = TextCodec::find(m_receive->encoding());
    if (!codec) {
        showMessage(codec.error().message, true);
        return;
    }
    m_codec = *codec;
    m_logArea->setCodec(m_codec);
    Q_EMIT codecChanged();
}

bool LogPage::hasTraffic() const
{
    const TrafficCounters counters = m_log->counters();
    return counters.rxRecords + counters.txRecords > 0;
}

void LogPage::setPrivate()
{
    if (!m_folder || m_folder->description().isPrivate)
        return;
    LogDescription now = m_folder->description();
    now.isPrivate = true;
    m_folder->describe(now);
    m_folder->setEnd(LogFolder::End::Remove);
}

void LogPage::showMessage(const QString &text, bool warning)
{
    m_message->showMessage(text, warning ? MessageBar::Tone::Warning : MessageBar::Tone::Info);
}

void LogPage::setUrl(const EndpointUrl &url)
{
    if (const auto protocol = ProtocolPreset::find(url.protocol))
        m_receive->setProtocol(*protocol);
    if (url.framing.kind != Framing::Kind::None)
        m_receive->setFraming(url.framing);
    if (!url.encoding.isEmpty() && !m_receive->setEncoding(url.encoding))
        showMessage(TextCodec::find(url.encoding).error().message, true);
}

void LogPage::applySetup(const QJsonObject &setup)
{
    if (const auto url = EndpointUrl::parse(setup[u"url"].toString()))
        setUrl(*url);
    else if (!setup.isEmpty())
        restore(setup);
}

QJsonObject LogPage::save() const
{
    return {
        {QStringLiteral("receive"), m_receive->save()},
        {QStringLiteral("log"), m_logArea->save()},
        {QStringLiteral("columns"), toJson(m_columns->sizes())},
        {QStringLiteral("rows"), toJson(m_rows->sizes())},
    };
}

void LogPage::restore(const QJsonObject &state)
{
    m_receive->restore(state[u"receive"].toObject());
    m_logArea->restore(state[u"log"].toObject());
    m_columns->setSizes(toSizes(state[u"columns"]));
    m_rows->setSizes(toSizes(state[u"rows"]));
}

void LogPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_logArea->refresh(); // a hidden page does not repaint
}
