;; A handler that sends 103 with a link, and then 200.
(component
  (import "wasi:http/types@0.2.4" (instance $types
    (export "fields" (type $fields (sub resource)))
    (export "incoming-request" (type $request (sub resource)))
    (export "outgoing-response" (type $response (sub resource)))
    (export "response-outparam" (type $outparam (sub resource)))
    (export "[constructor]fields" (func (result (own $fields))))
    (export "[method]fields.append"
      (func (param "self" (borrow $fields)) (param "name" string) (param "value" (list u8)) (result (result))))
    (export "[constructor]outgoing-response" (func (param "headers" (own $fields)) (result (own $response))))
    (export "[method]response-outparam.send-informational"
      (func (param "self" (borrow $outparam)) (param "status" u16) (param "headers" (own $fields)) (result (result))))
    (export "[static]response-outparam.set"
      (func (param "param" (own $outparam)) (param "response" (result (own $response)))))))
  (alias export $types "incoming-request" (type $request))
  (alias export $types "response-outparam" (type $outparam))

  (core module $memory
    (memory (export "memory") 1)
    (data (i32.const 0) "link</style.css>; rel=preload"))
  (core instance $memory (instantiate $memory))

  (core func $new-fields (canon lower (func $types "[constructor]fields")))
  (core func $append (canon lower (func $types "[method]fields.append") (memory (core memory $memory "memory"))))
  (core func $new-response (canon lower (func $types "[constructor]outgoing-response")))
  (core func $inform (canon lower (func $types "[method]response-outparam.send-informational")))
  (core func $set (canon lower (func $types "[static]response-outparam.set")))

  (core module $handler
    (import "types" "new-fields" (func $new-fields (result i32)))
    (import "types" "append" (func $append (param i32 i32 i32 i32 i32) (result i32)))
    (import "types" "new-response" (func $new-response (param i32) (result i32)))
    (import "types" "inform" (func $inform (param i32 i32 i32) (result i32)))
    (import "types" "set" (func $set (param i32 i32 i32)))
    (func (export "handle") (param $request i32) (param $outparam i32)
      (local $fields i32)
      (local.set $fields (call $new-fields))
      (drop (call $append (local.get $fields) (i32.const 0) (i32.const 4) (i32.const 4) (i32.const 25)))
      (drop (call $inform (local.get $outparam) (i32.const 103) (local.get $fields)))
      (call $set (local.get $outparam) (i32.const 0) (call $new-response (call $new-fields)))))
  (core instance $handler (instantiate $handler (with "types" (instance
    (export "new-fields" (func $new-fields))
    (export "append" (func $append))
    (export "new-response" (func $new-response))
    (export "inform" (func $inform))
    (export "set" (func $set))))))

  (func $handle (param "request" (own $request)) (param "response-out" (own $outparam))
    (canon lift (core func $handler "handle")))
  (instance (export "wasi:http/incoming-handler@0.2.4")
    (export "handle" (func $handle))))
