// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/backgroundcopier.h"

void BackgroundCopier::start(std::unique_ptr<SelectionExtract> copy, Done done)
{
    // What is copied at once: it takes a few hundredths of a second
    constexpr int maxRecordsAtOnce = 1'000;
    constexpr qsizetype maxBytesAtOnce = 256 << 10;
    cancel();
    int records = 0;
    qsizetype bytes = 0;
    const bool small = copy->proceed([&](qsizetype payload) {
        bytes += payload;
        return ++records <= maxRecordsAtOnce && bytes <= maxBytesAtOnce;
    });
    if (small)
        return done(*copy);
    m_cancelled = false;
    m_thread.reset(QThread::create(
        [this, number = m_number, copy = std::shared_ptr<SelectionExtract>(std::move(copy)), done = std::move(done)] {
            if (!copy->proceed([this](qsizetype) { return !m_cancelled; }))
                return;
            QMetaObject::invokeMethod(this, [this, number, copy, done] {
                if (number == m_number)
                    finish(*copy, done);
            });
        }));
    m_thread->start();
    Q_EMIT runningChanged();
}

void BackgroundCopier::finish(const SelectionExtract &copy, const Done &done)
{
    m_thread->wait();
    m_thread.reset();
    ++m_number;
    done(copy);
    Q_EMIT runningChanged();
}

void BackgroundCopier::cancel()
{
    if (!m_thread)
        return;
    m_cancelled = true;
    m_thread->wait();
    m_thread.reset();
    ++m_number;
    Q_EMIT runningChanged();
}
