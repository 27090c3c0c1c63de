// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Runs a target without libFuzzer: a number of inputs, each a random change of a valid one. The same every time.
//
// fuzz_NAME ROUNDS [FILE…]    with files: runs the target on these, such as the findings of libFuzzer
#include "tests/fuzz/fuzz.h"

#include <QFile>

#include <cstdio>
#include <random>

namespace {

constexpr qsizetype longest = 4096;
constexpr const char *lastInput = "fuzz-last-input";

class Mutator
{
public:
    explicit Mutator(QList<QByteArray> seeds) : m_seeds(std::move(seeds)) { }

    QByteArray next()
    {
        QByteArray bytes = any();
        for (quint32 changes = below(8); changes > 0; --changes)
            change(bytes);
        bytes.truncate(longest);
        return bytes;
    }

private:
    quint32 below(quint32 end) { return quint32(m_random() % end); }
    const QByteArray &any() { return m_seeds[below(quint32(m_seeds.size()))]; }
    qsizetype place(const QByteArray &bytes) { return below(quint32(bytes.size() + 1)); }

    void change(QByteArray &bytes)
    {
        static constexpr char special[] = "\0\xff\x80\x7f\n\r\"\\{}[]:/?&=%,.-+0189 ";
        const qsizetype at = place(bytes);
        const qsizetype some = below(8) + 1;
        switch (below(7)) {
        case 0:
            if (at < bytes.size())
                bytes[at] = char(bytes[at] ^ (1 << below(8)));
            break;
        case 1:
            if (at < bytes.size())
                bytes[at] = special[below(sizeof special)];
            break;
        case 2:
            bytes.insert(at, special[below(sizeof special)]);
            break;
        case 3:
            bytes.remove(at, some);
            break;
        case 4:
            bytes.insert(place(bytes), bytes.mid(at, some * some));
            break;
        case 5: {
            const QByteArray &other = any();
            bytes = bytes.first(at) + other.mid(place(other));
            break;
        }
        default:
            bytes.truncate(at);
        }
    }

    const QList<QByteArray> m_seeds;
    std::mt19937 m_random{1};
};

void give(const QByteArray &bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(bytes.constData()), size_t(bytes.size()));
}

} // namespace

int main(int argc, char **argv)
{
    for (int i = 2; i < argc; ++i) {
        QFile file(QString::fromLocal8Bit(argv[i]));
        if (!file.open(QIODevice::ReadOnly))
            return 2;
        give(file.readAll());
    }
    if (argc > 2)
        return 0;
    const long rounds = argc > 1 ? std::atol(argv[1]) : 10'000;
    for (const QByteArray &seed : fuzzSeeds())
        give(seed);
    Mutator mutator(fuzzSeeds());
    QFile last(QString::fromLatin1(lastInput)
               + QStringLiteral("-%1").arg(QString::fromLocal8Bit(argv[0]).section(u'/', -1)));
    // A crash leaves its input.
    const bool keeps = last.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    for (long round = 0; round < rounds; ++round) {
        const QByteArray input = mutator.next();
        if (keeps) {
            last.seek(0);
            last.write(input);
            last.resize(input.size());
        }
        give(input);
    }
    last.remove();
    std::printf("%ld inputs\n", rounds);
    return 0;
}
