// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/charactertable.h"
#include "model/bytes/codecs/textcodec.h"

#include <array>
#include <vector>

/// A single-byte or multi-byte encoding with a character table. All of them are supersets of ASCII.
class TableCodec : public TextCodec
{
public:
    /// The byte sequences of an encoding.
    struct Layout
    {
        struct Range
        {
            quint8 first = 1;
            quint8 last = 0; // empty
        };
        std::array<Range, 3> leads = {};  ///< first bytes of pairs; none: a single-byte encoding
        std::array<Range, 3> trails = {}; ///< their second bytes
        bool threeBytes = false;          ///< EUC-JP: 8F and two trail bytes
        bool fourBytes = false;           ///< GB18030
        bool c1Controls = false;          ///< 80-9F are control characters (ISO 8859)
    };

    TableCodec(const QString &name, const Layout &layout, const std::vector<charactertable::Entry> &table);

    Step step(QByteArrayView bytes) const override;
    qsizetype safeStart(QByteArrayView before, quint32 streamOffset) const override;

protected:
    bool encodeCharacter(char32_t character, QByteArray &out) const override;
    bool encodeMarked(char32_t character, char16_t mark, QByteArray &out) const override;

private:
    void add(const charactertable::Entry &entry);
    Step threeByteStep(QByteArrayView bytes) const;
    Step fourByteStep(QByteArrayView bytes) const;
    bool isMultiByte() const { return m_layout.leads[0].first <= m_layout.leads[0].last; }
    quint32 codeOf(char32_t key) const;

    const Layout m_layout;
    std::array<bool, 256> m_isTrail = {};
    std::array<bool, 256> m_isInside = {};    // may be part of a longer sequence
    std::array<char16_t, 256> m_singles = {}; // 0 except for NUL: not a character by itself
    std::array<bool, 256> m_isLead = {};
    std::vector<char32_t> m_pairs;   // by both bytes: a character and its mark, see joined(); 0: not assigned
    std::vector<char16_t> m_triples; // by the last two bytes
    std::vector<char16_t> m_quads;   // by their order in the standard
    // The code of a character; 0: it cannot be encoded.
    std::vector<quint32> m_codes;                           // of the BMP
    std::vector<std::pair<char32_t, quint32>> m_otherCodes; // of all others, see joined(); sorted
};
