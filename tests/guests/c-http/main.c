/* A request from C, by wasi:http itself: `AUTHORITY PATH [BODY]`; a body is posted, with a trailer. Prints status,
   headers, body and trailers, or the number of the error. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest.h"

static guest_string_t text(const char *text) { return (guest_string_t){(uint8_t *)text, strlen(text)}; }

static void need(bool done, const char *what) {
  if (done) return;
  printf("%s failed\n", what);
  exit(1);
}

static void await(wasi_io_poll_own_pollable_t pollable) {
  wasi_io_poll_method_pollable_block(wasi_io_poll_borrow_pollable(pollable));
  wasi_io_poll_pollable_drop_own(pollable);
}

static wasi_http_types_own_fields_t fields(const char *name, const char *value) {
  wasi_http_types_own_fields_t made = wasi_http_types_constructor_fields();
  guest_string_t field = text(name);
  wasi_http_types_field_value_t content = {(uint8_t *)value, strlen(value)};
  wasi_http_types_header_error_t error;
  need(wasi_http_types_method_fields_append(wasi_http_types_borrow_fields(made), &field, &content, &error), "append");
  return made;
}

static void print_fields(const char *title, wasi_http_types_own_fields_t owned) {
  guest_list_tuple2_field_name_field_value_t entries;
  wasi_http_types_method_fields_entries(wasi_http_types_borrow_fields(owned), &entries);
  for (size_t index = 0; index < entries.len; index++) {
    printf("%s %.*s: %.*s\n", title, (int)entries.ptr[index].f0.len, entries.ptr[index].f0.ptr, (int)entries.ptr[index].f1.len, entries.ptr[index].f1.ptr);
  }
  guest_list_tuple2_field_name_field_value_free(&entries);
  wasi_http_types_fields_drop_own(owned);
}

static wasi_http_types_own_outgoing_request_t new_request(const char *host, const char *path, bool has_body) {
  wasi_http_types_own_outgoing_request_t owned = wasi_http_types_constructor_outgoing_request(fields("X-From", "C"));
  wasi_http_types_borrow_outgoing_request_t request = wasi_http_types_borrow_outgoing_request(owned);
  wasi_http_types_method_t method = {.tag = has_body ? WASI_HTTP_TYPES_METHOD_POST : WASI_HTTP_TYPES_METHOD_GET};
  wasi_http_types_scheme_t scheme = {.tag = WASI_HTTP_TYPES_SCHEME_HTTP};
  guest_string_t authority = text(host), target = text(path);
  need(wasi_http_types_method_outgoing_request_set_method(request, &method), "method");
  need(wasi_http_types_method_outgoing_request_set_scheme(request, &scheme), "scheme");
  need(wasi_http_types_method_outgoing_request_set_authority(request, &authority), "authority");
  need(wasi_http_types_method_outgoing_request_set_path_with_query(request, &target), "path");
  return owned;
}

static void write_body(wasi_http_types_borrow_outgoing_body_t body, const char *content) {
  wasi_http_types_own_output_stream_t stream;
  need(wasi_http_types_method_outgoing_body_write(body, &stream), "body stream");
  for (size_t left = strlen(content); left > 0;) {
    guest_list_u8_t part = {(uint8_t *)content, left < 4096 ? left : 4096};
    wasi_io_streams_stream_error_t error;
    need(wasi_io_streams_method_output_stream_blocking_write_and_flush(wasi_io_streams_borrow_output_stream(stream), &part, &error), "write");
    content += part.len;
    left -= part.len;
  }
  wasi_io_streams_output_stream_drop_own(stream);
}

static wasi_http_types_own_incoming_response_t response_of(wasi_http_types_own_future_incoming_response_t owned) {
  wasi_http_types_borrow_future_incoming_response_t future = wasi_http_types_borrow_future_incoming_response(owned);
  await(wasi_http_types_method_future_incoming_response_subscribe(future));
  wasi_http_types_result_result_own_incoming_response_error_code_void_t got;
  need(wasi_http_types_method_future_incoming_response_get(future, &got) && !got.is_err, "get");
  if (got.val.ok.is_err) {
    printf("error %d\n", got.val.ok.val.err.tag);
    exit(1);
  }
  wasi_http_types_future_incoming_response_drop_own(owned);
  return got.val.ok.val.ok;
}

static void print_body(wasi_http_types_borrow_incoming_response_t response) {
  wasi_http_types_own_incoming_body_t body;
  need(wasi_http_types_method_incoming_response_consume(response, &body), "consume");
  wasi_http_types_own_input_stream_t stream;
  need(wasi_http_types_method_incoming_body_stream(wasi_http_types_borrow_incoming_body(body), &stream), "stream");
  guest_list_u8_t bytes;
  wasi_io_streams_stream_error_t error;
  while (wasi_io_streams_method_input_stream_blocking_read(wasi_io_streams_borrow_input_stream(stream), 65536, &bytes, &error)) {
    fwrite(bytes.ptr, 1, bytes.len, stdout);
    guest_list_u8_free(&bytes);
  }
  printf("\n");
  need(error.tag == WASI_IO_STREAMS_STREAM_ERROR_CLOSED, "read");
  wasi_io_streams_input_stream_drop_own(stream);
  wasi_http_types_own_future_trailers_t owned = wasi_http_types_static_incoming_body_finish(body);
  wasi_http_types_borrow_future_trailers_t future = wasi_http_types_borrow_future_trailers(owned);
  await(wasi_http_types_method_future_trailers_subscribe(future));
  wasi_http_types_result_result_option_own_trailers_error_code_void_t got;
  need(wasi_http_types_method_future_trailers_get(future, &got) && !got.is_err && !got.val.ok.is_err, "trailers");
  if (got.val.ok.val.ok.is_some) print_fields("trailer", got.val.ok.val.ok.val);
  wasi_http_types_future_trailers_drop_own(owned);
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  wasi_http_types_own_outgoing_request_t request = new_request(argv[1], argv[2], argc > 3);
  wasi_http_types_own_outgoing_body_t body;
  need(wasi_http_types_method_outgoing_request_body(wasi_http_types_borrow_outgoing_request(request), &body), "body");
  wasi_http_outgoing_handler_own_future_incoming_response_t future;
  wasi_http_outgoing_handler_error_code_t refused;
  if (!wasi_http_outgoing_handler_handle(request, NULL, &future, &refused)) {
    printf("refused %d\n", refused.tag);
    return 1;
  }
  wasi_http_types_own_trailers_t trailers;
  if (argc > 3) {
    write_body(wasi_http_types_borrow_outgoing_body(body), argv[3]);
    trailers = fields("X-End", "here");
  }
  need(wasi_http_types_static_outgoing_body_finish(body, argc > 3 ? &trailers : NULL, &refused), "finish");
  wasi_http_types_own_incoming_response_t owned = response_of(future);
  wasi_http_types_borrow_incoming_response_t response = wasi_http_types_borrow_incoming_response(owned);
  printf("status %d\n", wasi_http_types_method_incoming_response_status(response));
  print_fields("header", wasi_http_types_method_incoming_response_headers(response));
  print_body(response);
  wasi_http_types_incoming_response_drop_own(owned);
  return 0;
}
