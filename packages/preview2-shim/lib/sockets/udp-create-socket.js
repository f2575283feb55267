// wasi:sockets/udp-create-socket

/** @param {{ refusal: string }} state */
export const createUdpCreateSocket = (state) => ({
  /** @param {'ipv4' | 'ipv6'} addressFamily */
  createUdpSocket(addressFamily) {
    throw state.refusal;
  },
});
