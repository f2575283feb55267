//! Components that are valid by construction: of random worlds with no code worth the name, and of random sections.

use crate::random::Random;
use arbitrary::{Arbitrary, Unstructured};
use tools::{Features, Sources, StringEncoding, Wit};

/// A component, unless the choices lead nowhere.
pub fn component(random: &mut Random) -> Option<Vec<u8>> {
    let length = 1 << (6 + random.below(9));
    let bytes = random.bytes(length);
    match random.once_in(4) {
        true => sections(&bytes),
        false => world(random, &bytes),
    }
}

fn sections(bytes: &[u8]) -> Option<Vec<u8>> {
    let config = wasm_smith::Config { max_type_size: 200, ..Default::default() };
    let component = wasm_smith::Component::new(config, &mut Unstructured::new(bytes)).ok()?;
    Some(component.to_bytes())
}

fn world(random: &mut Random, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut choices = Unstructured::new(bytes);
    let config = wit_smith::Config { max_packages: 3, ..wit_smith::Config::arbitrary(&mut choices).ok()? };
    // Seldom, because all that comes of asynchronous functions is an error.
    let config = match random.once_in(8) {
        true => config,
        false => wit_smith::Config { async_: false, futures: false, streams: false, error_context: false, ..config },
    };
    let package = wit_smith::smith(&config, &mut choices).ok()?;
    let sources = Sources { files: vec![("package.wasm".into(), package.into())], ..Default::default() };
    let wit = Wit::new(&sources, &Features { all: true, ..Default::default() }).ok()?;
    let worlds: Vec<_> = wit.resolve.worlds.iter().map(|(id, _)| id).collect();
    if worlds.is_empty() {
        return None;
    }
    let encoding = *random.pick(&[StringEncoding::UTF8, StringEncoding::UTF16, StringEncoding::CompactUTF16]);
    let module = tools::embed(None, (&wit, *random.pick(&worlds)), encoding, &[]).ok()?;
    tools::new(&module, &[]).ok()
}
