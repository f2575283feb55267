// wasi:sockets/tcp

import { unavailableResource } from './unavailable.js';

export const TcpSocket = unavailableResource('TcpSocket', [
  'startBind',
  'finishBind',
  'startConnect',
  'finishConnect',
  'startListen',
  'finishListen',
  'accept',
  'localAddress',
  'remoteAddress',
  'isListening',
  'addressFamily',
  'setListenBacklogSize',
  'keepAliveEnabled',
  'setKeepAliveEnabled',
  'keepAliveIdleTime',
  'setKeepAliveIdleTime',
  'keepAliveInterval',
  'setKeepAliveInterval',
  'keepAliveCount',
  'setKeepAliveCount',
  'hopLimit',
  'setHopLimit',
  'receiveBufferSize',
  'setReceiveBufferSize',
  'sendBufferSize',
  'setSendBufferSize',
  'subscribe',
  'shutdown',
]);
