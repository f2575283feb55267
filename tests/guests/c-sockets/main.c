/* Sockets from C, by wasi:sockets itself: `send PORT TEXT`, `echo` and `datagram`, which print the port they are at. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest.h"

typedef wasi_sockets_network_ip_socket_address_t address;

#define IPV4 WASI_SOCKETS_NETWORK_IP_SOCKET_ADDRESS_IPV4
#define WOULD_BLOCK WASI_SOCKETS_NETWORK_ERROR_CODE_WOULD_BLOCK

static wasi_sockets_network_own_network_t network;

static address loopback(uint16_t port) {
  return (address){.tag = IPV4, .val.ipv4 = {.port = port, .address = {127, 0, 0, 1}}};
}

static void need(bool done, const char *what, int code) {
  if (done) return;
  printf("%s: error %d\n", what, code);
  exit(1);
}

static void await(wasi_io_poll_own_pollable_t pollable) {
  wasi_io_poll_method_pollable_block(wasi_io_poll_borrow_pollable(pollable));
  wasi_io_poll_pollable_drop_own(pollable);
}

/* Asks until something no longer would block; between two attempts waits for what `subscribe` gives. */
#define FINISH(attempt, subscribe, what)                      \
  for (uint8_t code; !(attempt);) {                           \
    need(code == WOULD_BLOCK, what, code);                    \
    await(subscribe);                                         \
  }

typedef struct {
  wasi_sockets_tcp_borrow_tcp_socket_t socket;
  wasi_io_streams_borrow_input_stream_t input;
  wasi_io_streams_borrow_output_stream_t output;
} connection;

static void send_all(connection connection, guest_list_u8_t bytes) {
  while (bytes.len > 0) {
    guest_list_u8_t part = {bytes.ptr, bytes.len < 4096 ? bytes.len : 4096};
    wasi_io_streams_stream_error_t error;
    need(wasi_io_streams_method_output_stream_blocking_write_and_flush(connection.output, &part, &error), "write", error.tag);
    bytes.ptr += part.len;
    bytes.len -= part.len;
  }
}

/* Reads a part of what the other side sends; none at the end. */
static guest_list_u8_t receive(connection connection) {
  guest_list_u8_t bytes = {NULL, 0};
  wasi_io_streams_stream_error_t error;
  if (wasi_io_streams_method_input_stream_blocking_read(connection.input, 65536, &bytes, &error)) return bytes;
  need(error.tag == WASI_IO_STREAMS_STREAM_ERROR_CLOSED, "read", error.tag);
  return (guest_list_u8_t){NULL, 0};
}

static void end(connection connection) {
  uint8_t code;
  need(wasi_sockets_tcp_method_tcp_socket_shutdown(connection.socket, WASI_SOCKETS_TCP_SHUTDOWN_TYPE_SEND, &code), "shutdown", code);
}

static wasi_sockets_tcp_borrow_tcp_socket_t new_socket(void) {
  wasi_sockets_tcp_create_socket_own_tcp_socket_t socket;
  uint8_t code;
  need(wasi_sockets_tcp_create_socket_create_tcp_socket(WASI_SOCKETS_NETWORK_IP_ADDRESS_FAMILY_IPV4, &socket, &code), "create", code);
  return wasi_sockets_tcp_borrow_tcp_socket(socket);
}

static int send_text(uint16_t port, const char *text) {
  wasi_sockets_tcp_borrow_tcp_socket_t socket = new_socket();
  address remote = loopback(port);
  uint8_t code;
  need(wasi_sockets_tcp_method_tcp_socket_start_connect(socket, wasi_sockets_network_borrow_network(network), &remote, &code), "connect", code);
  wasi_sockets_tcp_tuple2_own_input_stream_own_output_stream_t streams;
  FINISH(wasi_sockets_tcp_method_tcp_socket_finish_connect(socket, &streams, &code),
         wasi_sockets_tcp_method_tcp_socket_subscribe(socket), "connect");
  connection made = {socket, wasi_io_streams_borrow_input_stream(streams.f0), wasi_io_streams_borrow_output_stream(streams.f1)};
  send_all(made, (guest_list_u8_t){(uint8_t *)text, strlen(text)});
  end(made);
  for (guest_list_u8_t bytes; (bytes = receive(made)).len > 0; guest_list_u8_free(&bytes)) fwrite(bytes.ptr, 1, bytes.len, stdout);
  return 0;
}

static void print_port(address local) {
  printf("%d\n", local.val.ipv4.port);
  fflush(stdout);
}

static int echo(void) {
  wasi_sockets_tcp_borrow_tcp_socket_t socket = new_socket();
  address local = loopback(0);
  uint8_t code;
  need(wasi_sockets_tcp_method_tcp_socket_start_bind(socket, wasi_sockets_network_borrow_network(network), &local, &code), "bind", code);
  FINISH(wasi_sockets_tcp_method_tcp_socket_finish_bind(socket, &code), wasi_sockets_tcp_method_tcp_socket_subscribe(socket), "bind");
  need(wasi_sockets_tcp_method_tcp_socket_start_listen(socket, &code), "listen", code);
  FINISH(wasi_sockets_tcp_method_tcp_socket_finish_listen(socket, &code), wasi_sockets_tcp_method_tcp_socket_subscribe(socket), "listen");
  need(wasi_sockets_tcp_method_tcp_socket_local_address(socket, &local, &code), "local address", code);
  print_port(local);
  wasi_sockets_tcp_tuple3_own_tcp_socket_own_input_stream_own_output_stream_t parts;
  FINISH(wasi_sockets_tcp_method_tcp_socket_accept(socket, &parts, &code), wasi_sockets_tcp_method_tcp_socket_subscribe(socket), "accept");
  connection made = {wasi_sockets_tcp_borrow_tcp_socket(parts.f0), wasi_io_streams_borrow_input_stream(parts.f1), wasi_io_streams_borrow_output_stream(parts.f2)};
  size_t total = 0;
  for (guest_list_u8_t bytes; (bytes = receive(made)).len > 0; guest_list_u8_free(&bytes)) {
    send_all(made, bytes);
    total += bytes.len;
  }
  end(made);
  printf("%zu bytes\n", total);
  return 0;
}

/* Sends the first datagram back to whoever it came from. */
static int datagram(void) {
  wasi_sockets_udp_create_socket_own_udp_socket_t owned;
  uint8_t code;
  need(wasi_sockets_udp_create_socket_create_udp_socket(WASI_SOCKETS_NETWORK_IP_ADDRESS_FAMILY_IPV4, &owned, &code), "create", code);
  wasi_sockets_udp_borrow_udp_socket_t socket = wasi_sockets_udp_borrow_udp_socket(owned);
  address local = loopback(0);
  need(wasi_sockets_udp_method_udp_socket_start_bind(socket, wasi_sockets_network_borrow_network(network), &local, &code), "bind", code);
  FINISH(wasi_sockets_udp_method_udp_socket_finish_bind(socket, &code), wasi_sockets_udp_method_udp_socket_subscribe(socket), "bind");
  need(wasi_sockets_udp_method_udp_socket_local_address(socket, &local, &code), "local address", code);
  wasi_sockets_udp_tuple2_own_incoming_datagram_stream_own_outgoing_datagram_stream_t streams;
  need(wasi_sockets_udp_method_udp_socket_stream(socket, NULL, &streams, &code), "stream", code);
  wasi_sockets_udp_borrow_incoming_datagram_stream_t incoming = wasi_sockets_udp_borrow_incoming_datagram_stream(streams.f0);
  wasi_sockets_udp_borrow_outgoing_datagram_stream_t outgoing = wasi_sockets_udp_borrow_outgoing_datagram_stream(streams.f1);
  print_port(local);
  await(wasi_sockets_udp_method_incoming_datagram_stream_subscribe(incoming));
  wasi_sockets_udp_list_incoming_datagram_t received;
  need(wasi_sockets_udp_method_incoming_datagram_stream_receive(incoming, 1, &received, &code), "receive", code);
  need(received.len == 1, "received", (int)received.len);
  uint64_t count;
  need(wasi_sockets_udp_method_outgoing_datagram_stream_check_send(outgoing, &count, &code), "check", code);
  wasi_sockets_udp_outgoing_datagram_t answer = {received.ptr->data, {true, received.ptr->remote_address}};
  wasi_sockets_udp_list_outgoing_datagram_t answers = {&answer, 1};
  need(wasi_sockets_udp_method_outgoing_datagram_stream_send(outgoing, &answers, &count, &code), "send", code);
  printf("%llu sent, %zu bytes\n", count, answer.data.len);
  return 0;
}

int main(int argc, char **argv) {
  network = wasi_sockets_instance_network_instance_network();
  const char *what = argc > 1 ? argv[1] : "";
  if (strcmp(what, "send") == 0 && argc == 4) return send_text(atoi(argv[2]), argv[3]);
  if (strcmp(what, "echo") == 0) return echo();
  if (strcmp(what, "datagram") == 0) return datagram();
  return 2;
}
