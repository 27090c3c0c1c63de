// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_echoserver FOLDER: the engine as an echo server: a TCP endpoint and the log in FOLDER on one thread; what comes
// in is logged and sent back. Stands in for `socketscope-cli --reply echo` where that is missing.
#include "model/endpoint/endpoint.h"
#include "model/sessionsink.h"
#include "tests/bench/benchutil.h"

#include <QCoreApplication>

namespace {

class EchoSink : public SessionSink
{
public:
    using SessionSink::SessionSink;

    void data(const Peer &peer, Direction direction, qint64 timeNs, QByteArrayView bytes) override
    {
        SessionSink::data(peer, direction, timeNs, bytes);
        if (direction == Direction::Out)
            return;
        Target target;
        target.kind = Target::Kind::One;
        target.peer = peer.id;
        m_answers.emplace_back(target, bytes.toByteArray()); // not at once: the endpoint is busy reading
    }

    void begin() override
    {
        SessionSink::begin();
        ++m_depth;
    }

    void end() override
    {
        SessionSink::end();
        if (--m_depth > 0)
            return;
        for (const auto &[target, bytes] : std::exchange(m_answers, {}))
            endpoint->send(target, bytes);
    }

    Endpoint *endpoint = nullptr;

private:
    int m_depth = 0;
    std::vector<std::pair<Target, QByteArray>> m_answers;
};

} // namespace

int main(int argc, char **argv)
{
    bench::raiseFileLimit();
    const QCoreApplication application(argc, argv);
    TrafficLog::Options options;
    options.directory = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    const auto log = TrafficLog::create(options).value();
    EchoSink sink(*log, {[] {}, [](const std::vector<Event> &) {}, [] {}});
    EndpointUrl url;
    url.localHost = QStringLiteral("127.0.0.1");
    Resolver resolver;
    const auto endpoint = Endpoint::create(url, {sink, resolver});
    sink.endpoint = endpoint.get();
    QObject::connect(endpoint.get(), &Endpoint::stateChanged, &application,
                     [](Endpoint::State state, const SocketAddress &local) {
                         if (state == Endpoint::State::Open)
                             std::fprintf(stderr, "listening on %s\n", qUtf8Printable(local.toString()));
                     });
    endpoint->open();
    return QCoreApplication::exec();
}
