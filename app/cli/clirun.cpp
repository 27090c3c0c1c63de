// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/clirun.h"

#include "app/cli/cliexit.h"
#include "app/cli/clilog.h"
#include "app/cli/clioptions.h"
#include "app/terminationsignals.h"
#include "model/bytes/escape.h"
#include "model/bytes/hex.h"
#include "model/devicetest/devicetestrunner.h"
#include "model/log/recordclock.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace cliexit;

namespace {

constexpr qsizetype mostHexShown = 32;

void describeRun(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Plays a session file: sends what it sends, and checks that the other side sends what it "
                       "expects. Prints a line for each step.\n"
                       "Ends with 0: all came as expected, 1: a step failed, 2: the file or the usage is wrong."));
    parser.addOption(helpOption());
    parser.addPositionalArgument(QStringLiteral("run"), QStringLiteral("The verb."));
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QStringLiteral("A session file in JSON: written by hand (see man socketscope-cli), or "
                                                "by 'export --format session' or the window."));
    parser.addOptions({
        {QStringLiteral("endpoint"), QStringLiteral("Takes this endpoint instead of the file's own."),
         QStringLiteral("URL")},
        {QStringLiteral("capture"), QStringLiteral("Writes the log to this pcapng file and keeps it."),
         QStringLiteral("FILE")},
        {QStringLiteral("overwrite"), QStringLiteral("Lets --capture replace a file that exists.")},
        {QStringLiteral("timestamps"), QStringLiteral("Begins each line with the local time of the step.")},
    });
}

/// Prints what the runner tells.
class Report
{
public:
    explicit Report(bool times) : m_times(times) { }

    void add(const StepReport &step)
    {
        QByteArray line;
        if (m_times) {
            m_clock.append(line, step.startedNs, 'T', 3);
            line.append(' ');
        }
        const QString number =
            step.rounds.isEmpty() ? step.number : QStringLiteral("%1 [%2]").arg(step.number, step.rounds);
        line.append(step.ok ? "ok      " : "FAILED  ");
        line.append(number.toUtf8().leftJustified(8));
        line.append(QByteArray::number(double(step.tookNs) / 1e6, 'f', 1).rightJustified(9)).append(" ms  ");
        line.append(step.action.toUtf8());
        if (!step.note.isEmpty())
            line.append(" (").append(step.note.toUtf8()).append(')');
        print(line);
        if (step.ok)
            return;
        m_failedAt = number;
        print("        " + step.trouble.toUtf8());
        if (step.cameBytes > 0)
            print("        came: " + excerpt(step));
    }

    void finish(bool ok, quint64 passed, qint64 ns)
    {
        const QString seconds = QString::number(double(ns) / 1e9, 'f', 3);
        const QString text = ok    ? QStringLiteral("passed: %1 steps in %2 s").arg(passed).arg(seconds)
            : m_failedAt.isEmpty() ? QStringLiteral("FAILED before the first step, after %1 s").arg(seconds)
                                   : QStringLiteral("FAILED at step %1, behind %2 that passed, after %3 s")
                                         .arg(m_failedAt)
                                         .arg(passed)
                                         .arg(seconds);
        print(text.toUtf8());
    }

private:
    static QByteArray excerpt(const StepReport &step)
    {
        const QByteArrayView shown = QByteArrayView(step.came).first(std::min(step.came.size(), mostHexShown));
        const QString more = shown.size() < step.cameBytes ? QStringLiteral(" …") : QString();
        return QStringLiteral("%1 B: %2%3  \"%4\"%3")
            .arg(QString::number(step.cameBytes), toHex(shown), more, toEscaped(shown))
            .toUtf8();
    }

    static void print(const QByteArray &line)
    {
        std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
        std::fputc('\n', stdout);
        std::fflush(stdout);
    }

    const bool m_times;
    RecordClock m_clock;
    QString m_failedAt;
};

int play(DeviceTest file, const EndpointUrl &url, bool times)
{
    const auto log = CliLog::open(url);
    if (!log)
        return fail(failed, log.error().message);
    Report report(times);
    Session session(log->log);
    DeviceTestRunner runner(std::move(file), session);
    QObject::connect(&session, &Session::happened, &session, [](const Event &event) {
        if (event.code == EventCode::Listening)
            std::fprintf(stderr, "listening on %s\n", qUtf8Printable(event.args.value(0)));
        else if (event.code == EventCode::CaptureFailed || event.code == EventCode::CaptureWorks
                 || isLogGap(event.code))
            tell(eventText(event));
    });
    QObject::connect(&runner, &DeviceTestRunner::stepDone, &runner, [&report](const StepReport &s) { report.add(s); });
    QElapsedTimer clock;
    clock.start();
    QObject::connect(
        &runner, &DeviceTestRunner::finished, &runner,
        [&](bool ok) {
            report.finish(ok, runner.passed(), clock.nsecsElapsed());
            QCoreApplication::exit(ok ? done : failed);
        },
        Qt::QueuedConnection);
    onTermination(&runner, [&runner] { runner.cancel(QStringLiteral("Interrupted.")); });
    runner.start(url);
    return QCoreApplication::exec();
}

/// Of --endpoint, with an encoding that there is.
Result<EndpointUrl> readEndpoint(const QString &text)
{
    return readUrl(text).and_then([](const EndpointUrl &url) -> Result<EndpointUrl> {
        if (const auto codec = TextCodec::find(url.encoding); !url.encoding.isEmpty() && !codec)
            return tl::unexpected(codec.error());
        return url;
    });
}

} // namespace

int runSession(const QStringList &arguments)
{
    QCommandLineParser parser;
    describeRun(parser);
    const auto words = verbWords(parser, arguments);
    if (!words)
        return words.error();
    if (words->size() != 2)
        return fail(usageError, QStringLiteral("One session file is needed; see socketscope-cli run --help."));
    const bool elsewhere = parser.isSet(QStringLiteral("endpoint"));
    const auto other = elsewhere ? readEndpoint(parser.value(QStringLiteral("endpoint"))) : EndpointUrl();
    if (!other)
        return fail(usageError, QStringLiteral("--endpoint: %1").arg(other.error().message));
    auto file = DeviceTest::load(words->at(1), other->encoding);
    if (!file)
        return fail(usageError, file.error().message);
    auto url = elsewhere ? other : readUrl(file->endpoint);
    if (!url)
        return fail(usageError,
                    QStringLiteral("%1: The session, field “endpoint”: %2").arg(words->at(1), url.error().message));
    if (parser.isSet(QStringLiteral("capture")))
        url->captureFile = parser.value(QStringLiteral("capture"));
    url->overwrite = url->overwrite || parser.isSet(QStringLiteral("overwrite"));
    return play(std::move(*file), *url, parser.isSet(QStringLiteral("timestamps")));
}
