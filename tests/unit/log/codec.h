// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"

inline std::shared_ptr<const TextCodec> codec(const QString &name = u"UTF-8"_qs)
{
    return TextCodec::find(name).value();
}
