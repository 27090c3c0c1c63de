// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/endpointurl.h"
#include "tests/fuzz/fuzz.h"

QList<QByteArray> fuzzSeeds()
{
    return {"tcp-server://:8080",
            "tcp://[::1]:80?local=127.0.0.1:5&reconnect=1&keepalive=30&half-closed=60",
            "udp://h\xc3\xa4:http",
            "multicast://239.1.2.3,239.1.2.4:9107?iface=lo&source=10.0.0.1,10.0.0.2",
            "multicast://[ff02::fb%25lo],[ff15::1]:1?ttl=4&loop=0",
            "udp-server://[fe80::1%25eth0]:0?encoding=GBK&rcvbuf=65536",
            "tcp://h:1?reply=files%3D/tmp&timeout=5&nodelay=0",
            "tcp://h:1?rules=a%20b.json&capture=c.pcapng"};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(fuzzBytes(data, size));
    const auto url = EndpointUrl::parse(text);
    if (!url) {
        promise(!url.error().message.isEmpty());
        promise(url.error().position >= -1 && url.error().position <= text.size());
        return 0;
    }
    const auto again = EndpointUrl::parse(url->toString());
    promise(again && *again == *url);
    return 0;
}
