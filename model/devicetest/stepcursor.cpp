// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/stepcursor.h"

#include <QCoreApplication>
#include <QStringList>

namespace {

QString courseWords(const char *text)
{
    return QCoreApplication::translate("TestStep", text);
}

struct Describe
{
    const TestStep &step;

    QString operator()(const SendStep &send) const
    {
        if (!send.file.isEmpty())
            return courseWords(QT_TRANSLATE_NOOP("TestStep", "send the file %1")).arg(step.shown);
        if (!send.message.isFixed())
            return courseWords(QT_TRANSLATE_NOOP("TestStep", "send %1")).arg(step.shown);
        return courseWords(QT_TRANSLATE_NOOP("TestStep", "send %1, %2 B"))
            .arg(step.shown, QString::number(send.message.expand({}).value_or(QByteArray()).size()));
    }
    QString operator()(const ExpectStep &expect) const
    {
        return courseWords(QT_TRANSLATE_NOOP("TestStep", "expect %1 within %2 ms"))
            .arg(step.shown, QString::number(expect.timeoutMs));
    }
    QString operator()(const ExpectCloseStep &expect) const
    {
        return courseWords(QT_TRANSLATE_NOOP("TestStep", "expect that the peer closes within %1 ms"))
            .arg(expect.timeoutMs);
    }
    QString operator()(const DelayStep &delay) const
    {
        return courseWords(QT_TRANSLATE_NOOP("TestStep", "wait %1 ms")).arg(delay.ms);
    }
    QString operator()(const RepeatStep &repeat) const
    {
        return courseWords(QT_TRANSLATE_NOOP("TestStep", "repeat %1 times")).arg(repeat.count);
    }
};

} // namespace

QString describe(const TestStep &step)
{
    return std::visit(Describe{step}, step.what);
}

const TestStep *StepCursor::next()
{
    while (!m_levels.empty()) {
        Level &level = m_levels.back();
        if (level.next < level.steps->size()) {
            const TestStep &step = (*level.steps)[level.next++];
            const auto *repeat = std::get_if<RepeatStep>(&step.what);
            if (!repeat)
                return &step;
            m_levels.push_back({&repeat->steps, 0, 1, repeat->count});
        } else if (level.round < level.rounds) {
            ++level.round;
            level.next = 0;
        } else {
            m_levels.pop_back();
        }
    }
    return nullptr;
}

QString StepCursor::rounds() const
{
    QStringList rounds;
    for (const Level &level : m_levels) {
        if (level.rounds > 1)
            rounds.append(QStringLiteral("%1/%2").arg(level.round).arg(level.rounds));
    }
    return rounds.join(QStringLiteral(", "));
}
