// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/teststep.h"

#include <QCoreApplication>

namespace {

struct Describe
{
    Q_DECLARE_TR_FUNCTIONS(TestStep)
public:
    const TestStep &step;

    QString operator()(const SendStep &send) const
    {
        if (!send.file.isEmpty())
            return tr("send the file %1").arg(step.shown);
        if (!send.message.isFixed())
            return tr("send %1").arg(step.shown);
        return tr("send %1, %2 B")
            .arg(step.shown, QString::number(send.message.expand({}).value_or(QByteArray()).size()));
    }
    QString operator()(const ExpectStep &expect) const
    {
        return tr("expect %1 within %2 ms").arg(step.shown, QString::number(expect.timeoutMs));
    }
    QString operator()(const ExpectCloseStep &expect) const
    {
        return tr("expect that the peer closes within %1 ms").arg(expect.timeoutMs);
    }
    QString operator()(const DelayStep &delay) const { return tr("wait %1 ms").arg(delay.ms); }
    QString operator()(const RepeatStep &repeat) const { return tr("repeat %1 times").arg(repeat.count); }
};

} // namespace

QString TestStep::describe() const
{
    return std::visit(Describe{*this}, what);
}
