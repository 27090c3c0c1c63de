// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"
#include "model/result.h"
#include "model/session/sendjob.h"

#include <QObject>

#include <functional>
#include <memory>

/// Runs the jobs of one page, one at a time. The dialogs of this folder know their page only as this.
class JobRunner : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Starts a job for the chosen targets, unless another one runs. `title`: see SendingBar.
    virtual Result<void> start(const std::function<QString()> &title, SendJob job) = 0;
    virtual void stop() = 0;
    virtual bool isRunning() const = 0;
    /// Whether each message is a datagram.
    virtual bool sendsDatagrams() const = 0;
    virtual std::shared_ptr<const TextCodec> sharedCodec() const = 0;

signals:
    void runningChanged();
    void progressed(const SendProgress &progress);
    void ended(const SendOutcome &outcome);
};
