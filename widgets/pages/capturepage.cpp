// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/pages/capturepage.h"

#include "widgets/log/logarea.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logview.h"

#include <QFileInfo>

CapturePage::CapturePage(std::unique_ptr<LogFolder> folder, std::shared_ptr<TrafficLog> log, const QString &file)
    : LogPage(std::move(folder), std::move(log)), m_location(file), m_title(QFileInfo(file).fileName())
{
    arrange();
    showBeginning();
}

CapturePage::CapturePage(std::unique_ptr<LogFolder> folder, std::shared_ptr<TrafficLog> log,
                         const LogDescription &description)
    : LogPage(std::move(folder), std::move(log)), m_location(this->folder()->path()),
      m_title(description.title.isEmpty() ? QFileInfo(m_location).fileName() : description.title),
      m_setup(description.setup)
{
    arrange();
    applySetup(m_setup);
    showMessage(tr("This log is read-only. %1").arg(this->log().writeProblem()), true);
    showBeginning();
}

void CapturePage::showBeginning()
{
    logView().scroller().setFollowing(false);
    logView().scroller().scrollTo({});
}

/// With the fields of the session that wrote the log: when the log can be written to again, they are needed.
QJsonObject CapturePage::save() const
{
    QJsonObject all = m_setup;
    const QJsonObject own = LogPage::save();
    for (auto field = own.begin(); field != own.end(); ++field)
        all.insert(field.key(), field.value());
    return all;
}
