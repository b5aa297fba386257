import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { createRelay } from '../src/relay.js';

async function withRelay(use) {
    const relay = createRelay();
    relay.server.listen(0, '127.0.0.1');
    await once(relay.server, 'listening');
    try {
        await use(`http://127.0.0.1:${relay.server.address().port}`);
    } finally {
        await relay.stop();
    }
}

test('sends a message to who listens', () => withRelay(async (address) => {
    const stream = await fetch(`${address}/channels/news`);
    const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
    assert.equal((await reader.read()).value, ': welcome\n\n');
    const sent = await fetch(`${address}/channels/news`, { method: 'POST', body: 'two\nlines' });
    assert.deepEqual(await sent.json(), { sent: 1 });
    assert.equal((await reader.read()).value, 'data: two\ndata: lines\n\n');
}));

test('answers who asks for something else', () => withRelay(async (address) => {
    assert.deepEqual(await (await fetch(`${address}/health`)).json(), { status: 'ok' });
    assert.equal((await fetch(`${address}/channels/no/such`)).status, 404);
    assert.equal((await fetch(`${address}/channels/a`, { method: 'POST', body: 'x'.repeat(70000) })).status, 413);
}));
