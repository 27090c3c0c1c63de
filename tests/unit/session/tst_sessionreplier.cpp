// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replypreset.h"
#include "model/session/sessionreplier.h"
#include "model/session/sessionsink.h"
#include "tests/unit/log/logfixture.h"

#include <QTest>

namespace {

/// Keeps replies until the test lets the system accept them.
class HeldEndpoint : public Endpoint
{
    Q_OBJECT
public:
    explicit HeldEndpoint(const Links &links) : Endpoint({}, links) { }
    void open() override { }
    void close() override { }
    bool send(const Target &, const QByteArray &, Origin) override { return false; }
    std::vector<PeerId> recipients(const Target &) const override { return {}; }
    void disconnectPeer(PeerId, bool) override { }
    void stallChanged() override { }
    void reply(PeerId, Reply reply) override { replies.append(reply.bytes); }

    QByteArrayList replies;
};

} // namespace

/// Recognizes from what was sent, and by whom, who started an echo.
class TestSessionReplier : public QObject
{
    Q_OBJECT
private slots:
    void echoOfOurMessage_data();
    void echoOfOurMessage();
    void repliesStartNoEcho();

private:
    static constexpr int manyRounds = 2 * LoopGuard::maxRounds;

    struct Conversation
    {
        Conversation()
        {
            auto own = std::make_unique<HeldEndpoint>(Endpoint::Links{sink, resolver});
            held = own.get();
            endpoint = std::move(own);
            const auto echo =
                ReplyRules::preset(ReplyPreset::parse(u"echo"_qs).value(), TextCodec::find(u"UTF-8"_qs).value());
            replier.setRules(std::make_shared<const ReplyRules>(*echo));
            connect(&sink, &SessionSink::happened, &sink,
                    [this](const std::vector<Event> &events) { reported = events; });
            peer.id = sink.newPeer();
            peer.incoming = true;
        }
        /// The peer echoes what was sent. Returns the number of rounds until there is no reply.
        int echoes(QByteArray came)
        {
            for (int i = 0; i < manyRounds; ++i) {
                replier.received(peer, came);
                replier.flush();
                if (held->replies.isEmpty())
                    return i;
                came = held->replies.takeFirst();
                replier.sent(peer, came, Origin::Reply);
            }
            return manyRounds;
        }

        LogFixture fixture;
        SessionSink sink{*fixture.log};
        Resolver resolver;
        std::unique_ptr<Endpoint> endpoint;
        HeldEndpoint *held = nullptr;
        SessionReplier replier{sink, endpoint, nullptr};
        Peer peer;
        std::vector<Event> reported;
    };
};

void TestSessionReplier::echoOfOurMessage_data()
{
    QTest::addColumn<QByteArrayList>("parts");
    QTest::newRow("at once") << QByteArrayList{"hello"};
    QTest::newRow("in parts, as the peer reads") << QByteArrayList{"he", "l", "lo"};
}

void TestSessionReplier::echoOfOurMessage()
{
    QFETCH(QByteArrayList, parts);
    Conversation talk;
    for (const QByteArray &part : parts)
        talk.replier.sent(talk.peer, part, Origin::User);
    QCOMPARE(talk.echoes(parts.join()), LoopGuard::maxRounds);
    QCOMPARE(talk.reported.size(), 1U);
    QCOMPARE(talk.reported[0].code, EventCode::EchoStopped);
}

/// A client that repeats its request is not an echo.
void TestSessionReplier::repliesStartNoEcho()
{
    Conversation talk;
    QCOMPARE(talk.echoes("hello"), manyRounds);
    QVERIFY(talk.reported.empty());
}

QTEST_GUILESS_MAIN(TestSessionReplier)
#include "tst_sessionreplier.moc"
