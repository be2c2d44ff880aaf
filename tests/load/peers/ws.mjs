// The plain Node.js server: `ws` as its documentation shows it, with each tally encoded once and sent to all.
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { first, listening, Poll } from './poll.mjs';

const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
const poll = new Poll(first, tally => {
  const data = Buffer.from(JSON.stringify(tally));
  for (const client of server.clients) {
    if (client.readyState === WebSocket.OPEN) client.send(data, { binary: false });
  }
});
server.on('connection', socket => {
  const voter = {};
  socket.on('error', () => socket.terminate());
  socket.on('message', data => {
    const answer = poll.take(voter, JSON.parse(data));
    if (answer) socket.send(JSON.stringify(answer));
  });
});
listening(http);
