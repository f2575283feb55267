//! Values of the component model as JavaScript has them, in JSON. What JSON has not is an object with one property:
//! `{"$bigint": "1"}`, `{"$number": "NaN"}`, `{"$undefined": true}`. No name of WIT has a `$`.

use serde_json::{Map, Value as Json, json};
use transpile::names;
use wasm_wave::value::{Type, Value};
use wasm_wave::wasm::{WasmType, WasmTypeKind as Kind, WasmValue, WasmValueError};

/// The JavaScript value that stands for `value`.
pub(super) fn to_js(value: &Value, ty: &Type) -> Json {
    match ty.kind() {
        Kind::Bool => json!(value.unwrap_bool()),
        Kind::S8 => json!(value.unwrap_s8()),
        Kind::S16 => json!(value.unwrap_s16()),
        Kind::S32 => json!(value.unwrap_s32()),
        Kind::U8 => json!(value.unwrap_u8()),
        Kind::U16 => json!(value.unwrap_u16()),
        Kind::U32 => json!(value.unwrap_u32()),
        Kind::S64 => json!({ "$bigint": value.unwrap_s64().to_string() }),
        Kind::U64 => json!({ "$bigint": value.unwrap_u64().to_string() }),
        Kind::F32 => number(value.unwrap_f32().into()),
        Kind::F64 => number(value.unwrap_f64()),
        Kind::Char => json!(value.unwrap_char()),
        Kind::String => json!(value.unwrap_string()),
        Kind::Enum => json!(value.unwrap_enum()),
        Kind::Flags => flags_to_js(value, ty),
        Kind::Record => record_to_js(value, ty),
        Kind::Option => option_to_js(value, ty),
        Kind::Variant => variant_to_js(value, ty),
        Kind::Result => result_to_js(value, ty),
        Kind::Tuple => {
            value.unwrap_tuple().zip(ty.tuple_element_types()).map(|(value, ty)| to_js(&value, &ty)).collect()
        }
        _ => {
            let element = ty.list_element_type().expect("what remains are lists");
            value.unwrap_list().map(|value| to_js(&value, &element)).collect()
        }
    }
}

fn number(value: f64) -> Json {
    let is_negative_zero = value == 0.0 && value.is_sign_negative();
    match value {
        _ if is_negative_zero => json!({ "$number": "-0" }),
        _ if value.is_nan() => json!({ "$number": "NaN" }),
        _ if value.is_infinite() => json!({ "$number": if value > 0.0 { "Infinity" } else { "-Infinity" } }),
        _ => json!(value),
    }
}

fn flags_to_js(value: &Value, ty: &Type) -> Json {
    let set: Vec<_> = value.unwrap_flags().collect();
    let known: Vec<_> = ty.flags_names().collect();
    keys(known.iter().map(|name| &**name))
        .into_iter()
        .zip(&known)
        .map(|(key, name)| (key, json!(set.contains(name))))
        .collect()
}

fn record_to_js(value: &Value, ty: &Type) -> Json {
    let fields: Vec<_> = ty.record_fields().collect();
    let values = value.unwrap_record().zip(&fields).map(|((_, value), (_, ty))| to_js(&value, ty));
    keys(fields.iter().map(|(name, _)| &**name)).into_iter().zip(values).collect::<Map<_, _>>().into()
}

fn option_to_js(value: &Value, ty: &Type) -> Json {
    let some = ty.option_some_type().expect("it is an option");
    let payload = value.unwrap_option().map(|payload| to_js(&payload, &some));
    match (is_tagged(&some), payload) {
        (false, payload) => payload.unwrap_or_else(undefined),
        (true, Some(payload)) => json!({ "tag": "some", "val": payload }),
        (true, None) => json!({ "tag": "none" }),
    }
}

fn variant_to_js(value: &Value, ty: &Type) -> Json {
    let (case, payload) = value.unwrap_variant();
    let ty = ty.variant_cases().find(|(name, _)| *name == case).and_then(|(_, ty)| ty);
    tagged(&case, payload.zip(ty).map(|(payload, ty)| to_js(&payload, &ty)))
}

fn result_to_js(value: &Value, ty: &Type) -> Json {
    let (ok, err) = ty.result_types().expect("it is a result");
    let (tag, payload, ty) = match value.unwrap_result() {
        Ok(payload) => ("ok", payload, ok),
        Err(payload) => ("err", payload, err),
    };
    tagged(tag, payload.zip(ty).map(|(payload, ty)| to_js(&payload, &ty)))
}

fn tagged(tag: &str, payload: Option<Json>) -> Json {
    match payload {
        Some(payload) => json!({ "tag": tag, "val": payload }),
        None => json!({ "tag": tag }),
    }
}

fn undefined() -> Json {
    json!({ "$undefined": true })
}

/// Whether an option with this payload is tagged: whether the payload may itself be `undefined`.
fn is_tagged(payload: &Type) -> bool {
    payload.option_some_type().is_some_and(|inner| !is_tagged(&inner))
}

/// The properties that stand for fields or flags.
fn keys<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    names::distinct(names.map(names::lower_camel))
}

/// The value of type `ty` that a JavaScript value stands for.
pub(super) fn from_js(json: &Json, ty: &Type) -> Result<Value, WasmValueError> {
    let wrong = || WasmValueError::Other(format!("{json} is no {}", ty.kind()));
    Ok(match ty.kind() {
        Kind::Bool => Value::make_bool(json.as_bool().ok_or_else(wrong)?),
        Kind::S8 => Value::make_s8(integer(json).ok_or_else(wrong)?),
        Kind::S16 => Value::make_s16(integer(json).ok_or_else(wrong)?),
        Kind::S32 => Value::make_s32(integer(json).ok_or_else(wrong)?),
        Kind::S64 => Value::make_s64(integer(json).ok_or_else(wrong)?),
        Kind::U8 => Value::make_u8(integer(json).ok_or_else(wrong)?),
        Kind::U16 => Value::make_u16(integer(json).ok_or_else(wrong)?),
        Kind::U32 => Value::make_u32(integer(json).ok_or_else(wrong)?),
        Kind::U64 => Value::make_u64(integer(json).ok_or_else(wrong)?),
        Kind::F32 => Value::make_f32(float(json).ok_or_else(wrong)? as f32),
        Kind::F64 => Value::make_f64(float(json).ok_or_else(wrong)?),
        Kind::Char => Value::make_char(json.as_str().and_then(|text| text.chars().next()).ok_or_else(wrong)?),
        Kind::String => Value::make_string(json.as_str().ok_or_else(wrong)?.into()),
        Kind::Enum => Value::make_enum(ty, json.as_str().ok_or_else(wrong)?)?,
        Kind::Flags => flags_from_js(json, ty)?,
        Kind::Record => record_from_js(json, ty)?,
        Kind::Option => option_from_js(json, ty)?,
        Kind::Variant => variant_from_js(json, ty)?,
        Kind::Result => result_from_js(json, ty)?,
        Kind::Tuple => {
            let values = json.as_array().ok_or_else(wrong)?.iter().zip(ty.tuple_element_types());
            let values: Result<Vec<Value>, _> = values.map(|(json, ty)| from_js(json, &ty)).collect();
            Value::make_tuple(ty, values?)?
        }
        Kind::List => {
            let element = ty.list_element_type().expect("it is a list");
            let values = json.as_array().ok_or_else(wrong)?.iter().map(|json| from_js(json, &element));
            Value::make_list(ty, values.collect::<Result<Vec<Value>, _>>()?)?
        }
        _ => return Err(wrong()),
    })
}

fn integer<T: std::str::FromStr>(json: &Json) -> Option<T> {
    match json {
        Json::Number(number) => number.to_string().parse().ok(),
        _ => json.get("$bigint")?.as_str()?.parse().ok(),
    }
}

fn float(json: &Json) -> Option<f64> {
    match json.get("$number").and_then(Json::as_str) {
        Some("NaN") => Some(f64::NAN),
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        Some("-0") => Some(-0.0),
        _ => json.as_f64(),
    }
}

fn flags_from_js(json: &Json, ty: &Type) -> Result<Value, WasmValueError> {
    let known: Vec<_> = ty.flags_names().collect();
    let keys = keys(known.iter().map(|name| &**name));
    let set = known.iter().zip(&keys).filter(|(_, key)| json.get(key) == Some(&Json::Bool(true)));
    Value::make_flags(ty, set.map(|(name, _)| &**name))
}

fn record_from_js(json: &Json, ty: &Type) -> Result<Value, WasmValueError> {
    let fields: Vec<_> = ty.record_fields().collect();
    let keys = keys(fields.iter().map(|(name, _)| &**name));
    let values: Result<Vec<(&str, Value)>, _> = fields
        .iter()
        .zip(&keys)
        .map(|((name, ty), key)| Ok((&**name, from_js(json.get(key).unwrap_or(&undefined()), ty)?)))
        .collect();
    Value::make_record(ty, values?)
}

fn option_from_js(json: &Json, ty: &Type) -> Result<Value, WasmValueError> {
    let some = ty.option_some_type().expect("it is an option");
    let payload = match is_tagged(&some) {
        true => json.get("val"),
        false => Some(json).filter(|json| json.get("$undefined").is_none()),
    };
    Value::make_option(ty, payload.map(|json| from_js(json, &some)).transpose()?)
}

fn variant_from_js(json: &Json, ty: &Type) -> Result<Value, WasmValueError> {
    let case = tag(json)?;
    let payload_type = ty.variant_cases().find(|(name, _)| *name == case).and_then(|(_, ty)| ty);
    Value::make_variant(ty, case, payload(json, payload_type)?)
}

fn result_from_js(json: &Json, ty: &Type) -> Result<Value, WasmValueError> {
    let (ok, err) = ty.result_types().expect("it is a result");
    let outcome = match tag(json)? {
        "ok" => Ok(payload(json, ok)?),
        _ => Err(payload(json, err)?),
    };
    Value::make_result(ty, outcome)
}

fn tag(json: &Json) -> Result<&str, WasmValueError> {
    json.get("tag").and_then(Json::as_str).ok_or_else(|| WasmValueError::Other(format!("{json} has no tag")))
}

fn payload(json: &Json, ty: Option<Type>) -> Result<Option<Value>, WasmValueError> {
    ty.map(|ty| from_js(json.get("val").unwrap_or(&undefined()), &ty)).transpose()
}
