fn main() {
    let a: Vec<String> = std::env::args().collect();
    let bytes = std::fs::read(&a[1]).unwrap();
    let mut o = transpile::Options { name: a[3].clone(), ..Default::default() };
    for f in &a[4..] { match f.as_str() { "async" => o.instantiation = transpile::Instantiation::Async, "sync" => o.instantiation = transpile::Instantiation::Sync, "tla" => o.instantiation = transpile::Instantiation::TlaCompat, "min" => o.minify = true, "trace" => o.tracing=true, "strict"=>o.strict=true, _ => panic!() } }
    match transpile::transpile(&bytes, &o) {
        Ok(out) => for f in out.files { let p = format!("{}/{}", a[2], f.name); std::fs::create_dir_all(std::path::Path::new(&p).parent().unwrap()).unwrap(); std::fs::write(&p, &f.bytes).unwrap(); },
        Err(e) => println!("{} {e}", e.code),
    }
}
