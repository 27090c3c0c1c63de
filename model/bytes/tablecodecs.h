// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codectable.h"
#include "model/bytes/textcodec.h"

#include <array>
#include <vector>

/// A codec of one or several bytes a character, by tables. ASCII stands for itself in all of them.
class TableCodec : public TextCodec
{
public:
    /// How the sequences of an encoding are built.
    struct Layout
    {
        struct Range
        {
            quint8 first = 1;
            quint8 last = 0; // empty
        };
        std::array<Range, 2> leads = {};  ///< first bytes of pairs; none: one byte a character
        std::array<Range, 2> trails = {}; ///< their second bytes
        bool threeBytes = false;          ///< EUC-JP: 8F and two trail bytes
        bool fourBytes = false;           ///< GB18030
        bool c1Controls = false;          ///< 80-9F are control characters (ISO 8859)
        bool kana = false;                ///< A1-DF are characters of one byte (Shift_JIS)
    };

    TableCodec(const QString &name, const Layout &layout, TableSource &source);

    Step step(QByteArrayView bytes) const override;
    qsizetype safeStart(QByteArrayView before, quint32 streamOffset) const override;

protected:
    bool encodeCharacter(char32_t character, QByteArray &out) const override;

private:
    void fillSingles(TableSource &source);
    void fillPairs(TableSource &source);
    void fillTriples(TableSource &source);
    void fillQuads(TableSource &source);
    void remember(char32_t character, QByteArrayView bytes, TableSource &source);
    Step threeByteStep(QByteArrayView bytes) const;
    Step fourByteStep(QByteArrayView bytes) const;
    bool isMultiByte() const { return m_layout.leads[0].first <= m_layout.leads[0].last; }

    const Layout m_layout;
    std::array<bool, 256> m_isTrail = {};
    std::array<bool, 256> m_isInside = {};    // could be part of a longer sequence
    std::array<char16_t, 256> m_singles = {}; // 0 except for NUL: not a character of its own
    std::array<bool, 256> m_isLead = {};
    std::vector<char16_t> m_pairs;   // by both bytes; 0: not assigned
    std::vector<char16_t> m_triples; // by the last two bytes
    std::vector<char16_t> m_quads;   // by linear index
    std::vector<quint32> m_bytes;    // by BMP character: big-endian bytes, 0: cannot be encoded
};
