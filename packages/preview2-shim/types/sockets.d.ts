/// <reference lib="esnext.disposable" />
import type { error, poll, streams } from './io.js';

/** wasi:sockets/network */
export declare namespace network {
  type ErrorCode =
    | 'unknown'
    | 'access-denied'
    | 'not-supported'
    | 'invalid-argument'
    | 'out-of-memory'
    | 'timeout'
    | 'concurrency-conflict'
    | 'not-in-progress'
    | 'would-block'
    | 'invalid-state'
    | 'new-socket-limit'
    | 'address-not-bindable'
    | 'address-in-use'
    | 'remote-unreachable'
    | 'connection-refused'
    | 'connection-reset'
    | 'connection-aborted'
    | 'datagram-too-large'
    | 'name-unresolvable'
    | 'temporary-resolver-failure'
    | 'permanent-resolver-failure';

  type IpAddressFamily = 'ipv4' | 'ipv6';
  type Ipv4Address = [number, number, number, number];
  type Ipv6Address = [number, number, number, number, number, number, number, number];
  type IpAddress = { tag: 'ipv4'; val: Ipv4Address } | { tag: 'ipv6'; val: Ipv6Address };

  interface Ipv4SocketAddress {
    port: number;
    address: Ipv4Address;
  }

  interface Ipv6SocketAddress {
    port: number;
    flowInfo: number;
    address: Ipv6Address;
    scopeId: number;
  }

  type IpSocketAddress = { tag: 'ipv4'; val: Ipv4SocketAddress } | { tag: 'ipv6'; val: Ipv6SocketAddress };

  class Network {
    private constructor();
    [Symbol.dispose](): void;
  }

  function networkErrorCode(err: error.Error): ErrorCode | undefined;
}

/** wasi:sockets/instance-network */
export declare namespace instanceNetwork {
  function instanceNetwork(): network.Network;
}

/** wasi:sockets/ip-name-lookup */
export declare namespace ipNameLookup {
  class ResolveAddressStream {
    private constructor();
    resolveNextAddress(): network.IpAddress | undefined;
    subscribe(): poll.Pollable;
    [Symbol.dispose](): void;
  }

  function resolveAddresses(network: network.Network, name: string): ResolveAddressStream;
}

/** wasi:sockets/tcp */
export declare namespace tcp {
  type ShutdownType = 'receive' | 'send' | 'both';

  class TcpSocket {
    private constructor();
    startBind(network: network.Network, localAddress: network.IpSocketAddress): void;
    finishBind(): void;
    startConnect(network: network.Network, remoteAddress: network.IpSocketAddress): void;
    finishConnect(): [streams.InputStream, streams.OutputStream];
    startListen(): void;
    finishListen(): void;
    accept(): [TcpSocket, streams.InputStream, streams.OutputStream];
    localAddress(): network.IpSocketAddress;
    remoteAddress(): network.IpSocketAddress;
    isListening(): boolean;
    addressFamily(): network.IpAddressFamily;
    setListenBacklogSize(value: bigint): void;
    keepAliveEnabled(): boolean;
    setKeepAliveEnabled(value: boolean): void;
    keepAliveIdleTime(): bigint;
    setKeepAliveIdleTime(value: bigint): void;
    keepAliveInterval(): bigint;
    setKeepAliveInterval(value: bigint): void;
    keepAliveCount(): number;
    setKeepAliveCount(value: number): void;
    hopLimit(): number;
    setHopLimit(value: number): void;
    receiveBufferSize(): bigint;
    setReceiveBufferSize(value: bigint): void;
    sendBufferSize(): bigint;
    setSendBufferSize(value: bigint): void;
    subscribe(): poll.Pollable;
    shutdown(shutdownType: ShutdownType): void;
    [Symbol.dispose](): void;
  }
}

/** wasi:sockets/tcp-create-socket */
export declare namespace tcpCreateSocket {
  function createTcpSocket(addressFamily: network.IpAddressFamily): tcp.TcpSocket;
}

/** wasi:sockets/udp */
export declare namespace udp {
  interface IncomingDatagram {
    data: Uint8Array;
    remoteAddress: network.IpSocketAddress;
  }

  interface OutgoingDatagram {
    data: Uint8Array;
    remoteAddress?: network.IpSocketAddress;
  }

  class UdpSocket {
    private constructor();
    startBind(network: network.Network, localAddress: network.IpSocketAddress): void;
    finishBind(): void;
    stream(remoteAddress: network.IpSocketAddress | undefined): [IncomingDatagramStream, OutgoingDatagramStream];
    localAddress(): network.IpSocketAddress;
    remoteAddress(): network.IpSocketAddress;
    addressFamily(): network.IpAddressFamily;
    unicastHopLimit(): number;
    setUnicastHopLimit(value: number): void;
    receiveBufferSize(): bigint;
    setReceiveBufferSize(value: bigint): void;
    sendBufferSize(): bigint;
    setSendBufferSize(value: bigint): void;
    subscribe(): poll.Pollable;
    [Symbol.dispose](): void;
  }

  class IncomingDatagramStream {
    private constructor();
    receive(maxResults: bigint): IncomingDatagram[];
    subscribe(): poll.Pollable;
    [Symbol.dispose](): void;
  }

  class OutgoingDatagramStream {
    private constructor();
    checkSend(): bigint;
    send(datagrams: OutgoingDatagram[]): bigint;
    subscribe(): poll.Pollable;
    [Symbol.dispose](): void;
  }
}

/** wasi:sockets/udp-create-socket */
export declare namespace udpCreateSocket {
  function createUdpSocket(addressFamily: network.IpAddressFamily): udp.UdpSocket;
}

/**
 * Everything, nothing, or what matches one of the patterns: `host`, `host:port`, `host:from-to`, where the host is a
 * name, `*.name`, `*`, an address or a range as in `10.0.0.0/8`; an IPv6 address before a port is in brackets.
 */
export type AllowList = boolean | readonly string[];

export interface NetworkRules {
  /**
   * Whom to connect, or send datagrams, to: by address, or by a name that the guest has looked up. Answers to datagrams
   * are received at a port that the host chooses.
   */
  connect?: AllowList;
  /** Where to listen, or receive datagrams of anyone: addresses of this machine. */
  bind?: AllowList;
  /** Which names to look up; where absent, those that `connect` has. */
  lookup?: AllowList;
}

/** True is short for all three. */
export type NetworkConfig = boolean | NetworkRules;

export interface SocketsConfig {
  network?: NetworkConfig;
  /** The same as `network`. */
  enableNetwork?: boolean;
}

export interface Sockets {
  instanceNetwork: typeof instanceNetwork;
  ipNameLookup: typeof ipNameLookup;
  network: typeof network;
  tcp: typeof tcp;
  tcpCreateSocket: typeof tcpCreateSocket;
  udp: typeof udp;
  udpCreateSocket: typeof udpCreateSocket;
}

export declare function createSockets(config?: SocketsConfig): Sockets;

/** What guests of the default instance may do; nothing where it has not been called. */
export declare function _setNetwork(config: NetworkConfig): void;
export declare function _denyTcp(): void;
export declare function _denyUdp(): void;
export declare function _denyDnsLookup(): void;
