// wasi:sockets/tcp-create-socket

/** @param {{ refusal: string }} state */
export const createTcpCreateSocket = (state) => ({
  /** @param {'ipv4' | 'ipv6'} addressFamily */
  createTcpSocket(addressFamily) {
    throw state.refusal;
  },
});
