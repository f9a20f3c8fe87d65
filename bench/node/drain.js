// What one would write by hand: MQTT in, eight columns out, a compressed file of JSON lines every 100,000 rows. Nothing of it is durable.
//   node drain.js <port> <topic> <qos> <folder>
// Says "ready" when subscribed, then "n <messages so far>" whenever that has grown.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import mqtt from 'mqtt';

const [port, topic, qos, folder] = process.argv.slice(2);
const columns = ['Timestamp', 'assetName', 'Customer', 'Batch', 'CurrentTemperature', 'LastKnownTemperature', 'Pressure', 'IsSpare'];
const perFile = 100_000;

let received = 0;
let said = 0;
let rows = 0;
let lines = [];
let file;
let written;

function open() {
  file = createGzip({ level: 1 });
  written = file.pipe(createWriteStream(join(folder, `batch-${received}.json.gz`)));
}

function flush() {
  if (lines.length > 0) {
    file.write(lines.join(''));
    lines = [];
  }
}

function close() {
  flush();
  file.end();
  rows = 0;
  open();
}

open();
const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
  protocolVersion: 5,
  clean: true,
  clientId: `bench-node-${process.pid}`,
  properties: { receiveMaximum: 1000 },
});

client.on('connect', () => client.subscribe(topic, { qos: Number(qos) }, (error) => {
  if (error) throw error;
  console.log('ready');
}));

client.on('message', (_, payload) => {
  const message = JSON.parse(payload);
  const row = {};
  for (const column of columns) row[column] = message[column] ?? null;
  lines.push(JSON.stringify(row) + '\n');
  received++;
  if (lines.length === 1000) flush();
  if (++rows === perFile) close();
});

setInterval(() => {
  if (received !== said) {
    said = received;
    flush();
    console.log(`n ${received}`);
  }
}, 200);
