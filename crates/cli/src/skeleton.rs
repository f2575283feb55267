//! What a project of a world begins with, as the JSON that the bindings give to JavaScript.

use serde::Serialize;
use tools::{Wit, WorldId};
use transpile::{Language, Options, Side, skeleton};

#[derive(Serialize)]
struct Skeleton {
    /// The plain name of the world.
    world: String,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    name: String,
    variable: String,
    declaration: String,
    calls: Vec<String>,
}

/// `{"world":"app","parts":[{"name":"my:host/log","variable":"myHostLog","declaration":"…","calls":["…"]}]}`
pub fn skeleton_json(wit: &Wit, world: WorldId, is_guest: bool, is_type_script: bool) -> String {
    let side = if is_guest { Side::Guest } else { Side::Host };
    let language = if is_type_script { Language::TypeScript } else { Language::JavaScript };
    let parts = skeleton(&wit.resolve, world, side, language, &Options::default())
        .into_iter()
        .map(|transpile::Part { name, variable, declaration, calls }| Part {
            name,
            variable,
            declaration,
            calls,
        })
        .collect();
    let skeleton = Skeleton { world: wit.resolve.worlds[world].name.clone(), parts };
    serde_json::to_string(&skeleton).expect("text is JSON")
}
