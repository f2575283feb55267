//! What flags permit, and paths that lead out.

use wasip2::filesystem::types::{Descriptor, DescriptorFlags, NewTimestamp, OpenFlags, PathFlags};

use crate::{create, open, outcome};

pub fn run(root: &Descriptor) {
    create(root, "file", "content");
    let reader = open(root, "file", OpenFlags::empty(), DescriptorFlags::READ).expect("it opens");
    println!("reader write {:?}", outcome(reader.write(b"x", 0)));
    println!("reader set-size {:?}", reader.set_size(1));
    println!("reader set-times {:?}", reader.set_times(NewTimestamp::NoChange, NewTimestamp::NoChange));
    println!(
        "reader stream {:?} {:?}",
        outcome(reader.write_via_stream(0)),
        outcome(reader.append_via_stream())
    );
    let writer = open(root, "file", OpenFlags::empty(), DescriptorFlags::WRITE).expect("it opens");
    println!("writer read {:?}", outcome(writer.read(1, 0)));
    println!("writer stream {:?}", outcome(writer.read_via_stream(0)));
    println!("writer flags {:?}", writer.get_flags());
    let neither = open(root, "file", OpenFlags::empty(), DescriptorFlags::empty());
    println!("neither {:?}", neither.map(|it| it.get_flags()));
}

/// Whether what lies outside can be reached; `out` and `absolute` are links that the host made.
pub fn escapes(root: &Descriptor) {
    let opened = |path: &str| outcome(open(root, path, OpenFlags::empty(), DescriptorFlags::READ));
    for path in
        ["..", "../secret", "dir/../../secret", "/etc/hostname", "out/secret", "absolute", "dir/..", "."]
    {
        println!("open {path} {:?}", opened(path));
        println!("stat {path} {:?}", outcome(root.stat_at(PathFlags::SYMLINK_FOLLOW, path)));
    }
    println!("create {:?}", root.create_directory_at("../made"));
    println!("link {:?}", root.link_at(PathFlags::empty(), "../secret", root, "mine"));
    println!("rename {:?}", root.rename_at("../secret", root, "mine"));
    println!("unlink {:?}", root.unlink_file_at("../secret"));
    println!("symlink {:?} {:?}", root.symlink_at("/etc/hostname", "s"), root.symlink_at("../secret", "up"));
    println!("through it {:?}", opened("up"));
    println!("readlink {:?}", outcome(root.readlink_at("absolute")));
}
