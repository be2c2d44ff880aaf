// The same with socket.io, over WebSocket only: an event in each direction, tallies to everybody.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { first, listening, Poll } from './poll.mjs';

const http = createServer();
const server = new Server(http, { transports: ['websocket'], serveClient: false });
const poll = new Poll(first, tally => server.emit('frame', tally));
server.on('connection', socket => {
  const voter = {};
  socket.on('do', frame => {
    const answer = poll.take(voter, frame);
    if (answer) socket.emit('frame', answer);
  });
});
listening(http);
