import { createServer } from 'node:http';

const LIMIT = 64 * 1024;

/**
 * A server that relays messages: `POST /channels/NAME` sends its body to everyone who has `GET /channels/NAME` open as a
 * stream of server-sent events. `GET /health` says that it is well.
 */
export function createRelay() {
    const listeners = new Map();

    function listen(name, response) {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        response.write(': welcome\n\n');
        const channel = listeners.get(name) ?? new Set();
        listeners.set(name, channel.add(response));
        response.on('close', () => {
            channel.delete(response);
            if (channel.size === 0 && listeners.get(name) === channel) listeners.delete(name);
        });
    }

    async function send(name, request, response) {
        const chunks = [];
        let size = 0;
        for await (const chunk of request) {
            size += chunk.length;
            if (size <= LIMIT) chunks.push(chunk);
        }
        if (size > LIMIT) return answer(response, 413, { error: `a message has at most ${LIMIT} bytes` });
        const lines = Buffer.concat(chunks).toString('utf8').split(/\r\n|\r|\n/);
        const event = lines.map((line) => `data: ${line}\n`).join('') + '\n';
        const channel = listeners.get(name) ?? new Set();
        for (const listener of channel) listener.write(event);
        answer(response, 200, { sent: channel.size });
    }

    const server = createServer(async (request, response) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        const name = /^\/channels\/([\w-]{1,64})$/.exec(pathname)?.[1];
        try {
            if (pathname === '/health' && request.method === 'GET') answer(response, 200, { status: 'ok' });
            else if (name && request.method === 'GET') listen(name, response);
            else if (name && request.method === 'POST') await send(name, request, response);
            else answer(response, 404, { error: 'there are /health and /channels/NAME' });
        } catch (error) {
            console.error(error.message);
            response.destroy();
        }
    });

    return {
        server,
        /** Takes no more connections, ends the streams, and is done when everything is answered. */
        stop() {
            return new Promise((resolve) => {
                server.close(resolve);
                for (const channel of listeners.values()) for (const listener of channel) listener.end();
                server.closeIdleConnections();
            });
        },
    };
}

function answer(response, status, body) {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body) + '\n');
}
