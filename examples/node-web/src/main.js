import { get } from 'node:http';
import { createRelay } from './relay.js';

const port = Number(process.env.PORT ?? 8080);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
    console.error(`PORT is not a port: ${process.env.PORT}`);
    process.exit(2);
}

function serve() {
    const { server, stop } = createRelay();
    server.on('error', (error) => {
        console.error(error.message);
        process.exit(1);
    });
    server.listen(port, () => console.error(`relay listens on port ${port}`));
    // Process 1 has no default for signals: without this, stopping would take until it is killed.
    for (const signal of ['SIGTERM', 'SIGINT']) {
        process.once(signal, async () => {
            console.error(`relay stops: ${signal}`);
            await stop();
            process.exit(0);
        });
    }
}

function health() {
    get({ host: '127.0.0.1', port, path: '/health', timeout: 2000 }, (response) => {
        process.exit(response.statusCode === 200 ? 0 : 1);
    }).on('timeout', () => process.exit(1)).on('error', (error) => {
        console.error(error.message);
        process.exit(1);
    });
}

if (process.argv[2] === '--health') health();
else serve();
