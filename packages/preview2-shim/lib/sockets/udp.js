// wasi:sockets/udp

import { unavailableResource } from './unavailable.js';

export const UdpSocket = unavailableResource('UdpSocket', [
  'startBind',
  'finishBind',
  'stream',
  'localAddress',
  'remoteAddress',
  'addressFamily',
  'unicastHopLimit',
  'setUnicastHopLimit',
  'receiveBufferSize',
  'setReceiveBufferSize',
  'sendBufferSize',
  'setSendBufferSize',
  'subscribe',
]);

export const IncomingDatagramStream = unavailableResource('IncomingDatagramStream', ['receive', 'subscribe']);

export const OutgoingDatagramStream = unavailableResource('OutgoingDatagramStream', ['checkSend', 'send', 'subscribe']);
