// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"
#include "model/replies/replyrules.h"
#include "model/replies/writtenrules.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class StatusLabel;
class WrappedLabel;

/// A dry run: which rule would reply to a typed message, and with what bytes. Nothing is sent.
class RuleTrial : public QWidget
{
    Q_OBJECT
public:
    explicit RuleTrial(std::shared_ptr<const TextCodec> codec, QWidget *parent = nullptr);

    /// Rules with errors are ignored.
    void setRules(const std::vector<WrittenRule> &rules);

private:
    enum class Input : quint8 { Text, Hex, Connection };

    void update();
    void showMatch(const ReplyRules::Match &match);

    const std::shared_ptr<const TextCodec> m_codec;
    std::optional<ReplyRules> m_rules;
    QComboBox *m_input = nullptr;
    QLineEdit *m_message = nullptr;
    StatusLabel *m_result = nullptr;
    WrappedLabel *m_bytes = nullptr;
};
