#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The SocketScope authors
# SPDX-License-Identifier: MIT
"""A server that echoes lines to many clients at once; with --clients N so many clients of one: each sends a line of its
own, expects it back, and stays connected until all have theirs."""
import asyncio

from common import options, say

chosen = options(__doc__, 0, clients=0)
done = 0


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line)
    writer.close()


async def ask(number):
    global done
    reader, writer = await asyncio.open_connection(chosen.host, chosen.port)
    line = f"client {number}\n".encode()
    writer.write(line)
    answer = await reader.readline()
    done += 1
    while done < chosen.clients:
        await asyncio.sleep(0.05)
    writer.close()
    return answer == line


async def serve():
    server = await asyncio.start_server(echo, chosen.host, chosen.port, backlog=4096)
    say("listening", server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def ask_all():
    say("right", sum(await asyncio.gather(*(ask(number) for number in range(chosen.clients)))))


asyncio.run(ask_all() if chosen.clients else serve())
