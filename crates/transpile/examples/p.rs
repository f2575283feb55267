//! scratch
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let bytes = std::fs::read(&a[1]).unwrap();
    let n: usize = a[2].parse().unwrap();
    let o = transpile::Options { name: "x".into(), ..Default::default() };
    let t = std::time::Instant::now();
    for _ in 0..n { std::hint::black_box(transpile::transpile(&bytes, &o).unwrap()); }
    println!("{:?}", t.elapsed() / n as u32);
}
