// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliverbs.h"

#include "app/cli/cliconsole.h"
#include "app/cli/clilog.h"
#include "app/cli/cliparser.h"
#include "app/cli/conversation/clioptions.h"
#include "app/process.h"
#include "model/bytes/escape.h"
#include "model/bytes/hex/hex.h"
#include "model/devicetest/devicetestrunner.h"
#include "model/log/recordclock.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace cliconsole;

namespace {

constexpr qsizetype maxHexShown = 32;

void describeRun(QCommandLineParser &parser)
{
    parser.addPositionalArgument(QStringLiteral("run"), QStringLiteral("The verb."));
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QStringLiteral("A device test in JSON: written by hand (see man socketscope-cli), by "
                                                "'export --format session' or by the window."));
    parser.addOptions({
        {QStringLiteral("endpoint"), QStringLiteral("Uses this endpoint instead of the one in the file."),
         QStringLiteral("URL")},
        {QStringLiteral("capture"), QStringLiteral("Writes the log to this pcapng file and keeps it."),
         QStringLiteral("FILE")},
        {QStringLiteral("overwrite"), QStringLiteral("Lets --capture replace a file that exists.")},
        {QStringLiteral("timestamps"), QStringLiteral("Starts each line with the local time of the step.")},
    });
}

/// Prints a line for each step, and the result.
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
        print("        " + step.error.toUtf8());
        if (step.receivedBytes > 0)
            print("        received: " + excerpt(step));
    }

    void finish(bool ok, quint64 passed, qint64 ns)
    {
        const QString seconds = QString::number(double(ns) / 1e9, 'f', 3);
        const QString text = ok ? QStringLiteral("passed: %1 steps in %2 s").arg(passed).arg(seconds)
            : m_failedAt.isEmpty()
            ? QStringLiteral("FAILED before the first step, after %1 s").arg(seconds)
            : QStringLiteral("FAILED at step %1 (%2 passed), after %3 s").arg(m_failedAt).arg(passed).arg(seconds);
        print(text.toUtf8());
    }

private:
    static QByteArray excerpt(const StepReport &step)
    {
        const QByteArrayView shown = QByteArrayView(step.received).first(std::min(step.received.size(), maxHexShown));
        const QString more = shown.size() < step.receivedBytes ? QStringLiteral(" …") : QString();
        return QStringLiteral("%1 B: %2%3  \"%4\"%3")
            .arg(QString::number(step.receivedBytes), toHex(shown), more, toEscaped(shown))
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

int play(DeviceTest test, const EndpointUrl &url, bool times)
{
    const auto log = CliLog::open(url);
    if (!log)
        return fail(failed, log.error().message);
    Report report(times);
    Session session(log->log);
    DeviceTestRunner runner(std::move(test), session);
    QObject::connect(&session, &Session::happened, &session, [](const Event &event) {
        if (event.code == EventCode::Listening)
            cliconsole::report(QStringLiteral("listening on %1").arg(event.args.value(0)));
        else if (event.code == EventCode::CaptureFailed || event.code == EventCode::CaptureWorks
                 || isLogGap(event.code))
            cliconsole::report(event);
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

/// The value of --endpoint; its encoding must exist.
Result<EndpointUrl> readEndpoint(const QString &text)
{
    return readUrl(text).and_then([](const EndpointUrl &url) -> Result<EndpointUrl> {
        if (const auto codec = TextCodec::find(url.encoding); !url.encoding.isEmpty() && !codec)
            return tl::unexpected(codec.error());
        return url;
    });
}

} // namespace

int runDeviceTest(const QStringList &arguments)
{
    CliParser parser(QStringLiteral("Runs a device test: sends its messages, and checks that the device replies as "
                                    "expected. Prints a line for each step.\n"
                                    "Exit code: 0 passed, 1 a step failed, 2 error in the file or in the usage."));
    describeRun(parser);
    const auto words = parser.words(arguments);
    if (!words)
        return words.error();
    if (words->size() != 2)
        return fail(usageError,
                    QStringLiteral("One file with a device test is needed; see socketscope-cli run --help."));
    const bool hasEndpoint = parser.isSet(QStringLiteral("endpoint"));
    const auto other = hasEndpoint ? readEndpoint(parser.value(QStringLiteral("endpoint"))) : EndpointUrl();
    if (!other)
        return fail(usageError, QStringLiteral("--endpoint: %1").arg(other.error().message));
    auto file = DeviceTest::load(words->at(1), other->encoding);
    if (!file)
        return fail(usageError, file.error().message);
    auto url = hasEndpoint ? other : readUrl(file->endpoint);
    if (!url)
        return fail(usageError,
                    QStringLiteral("%1: The device test, field “endpoint”: %2").arg(words->at(1), url.error().message));
    if (parser.isSet(QStringLiteral("capture")))
        url->captureFile = parser.value(QStringLiteral("capture"));
    url->overwrite = url->overwrite || parser.isSet(QStringLiteral("overwrite"));
    return play(std::move(*file), *url, parser.isSet(QStringLiteral("timestamps")));
}
