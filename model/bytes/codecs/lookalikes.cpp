// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/lookalikes.h"

#include <QHash>

namespace {

/// Characters of a group can replace each other; the first ones are preferred. Only pairs in which vendors' tables of a
/// standard differ, or that Unicode has twice.
constexpr const char16_t *groups[] = {
    u"～〜∼",    // FF5E 301C 223C: wave dash, JIS 2141
    u"－−",      // FF0D 2212: minus, JIS 215D
    u"∥‖",       // 2225 2016: parallel, JIS 2142
    u"—―–",      // 2014 2015 2013: dash, JIS 213D, GB 212A
    u"…⋯",       // 2026 22EF: ellipsis; macOS types the second one
    u"·・‧•∙⋅･", // B7 30FB 2027 2022 2219 22C5 FF65: dot in the middle, GB 2124
    u"￥¥",      // FFE5 A5: yen or yuan
    u"￠¢",      // FFE0 A2: cent
    u"￡£",      // FFE1 A3: pound
    u"￢¬",      // FFE2 AC: not
    u"￤¦",      // FFE4 A6: broken bar
    u"￦₩",      // FFE6 20A9: won
    u"￣‾¯",     // FFE3 203E AF: overline, JIS 2131
    u"μµ",       // 3BC B5: micro
    u"Ω\u2126",  // 3A9 2126: ohm
    u"Å\u212b",  // C5 212B: ångström
    u" \u00a0",  // 20 A0: no-break space
};

const QHash<char32_t, QList<char32_t>> &table()
{
    static const QHash<char32_t, QList<char32_t>> made = [] {
        QHash<char32_t, QList<char32_t>> all;
        for (const QStringView group : groups) {
            for (const QChar of : group) {
                for (const QChar other : group) {
                    if (other != of)
                        all[of.unicode()].append(other.unicode());
                }
            }
        }
        return all;
    }();
    return made;
}

} // namespace

QList<char32_t> lookalikes(char32_t character)
{
    return table().value(character);
}
