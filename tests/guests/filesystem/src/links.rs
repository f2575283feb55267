//! Hard and symbolic links.

use wasip2::filesystem::types::{Descriptor, DescriptorFlags, OpenFlags, PathFlags};

use crate::{create, open, outcome, text};

pub fn run(root: &Descriptor) {
    let file = create(root, "file", "linked");
    root.create_directory_at("dir").expect("it is created");
    let none = PathFlags::empty();
    println!(
        "link {:?} {:?}",
        root.link_at(none, "file", root, "hard"),
        root.link_at(none, "file", root, "hard")
    );
    println!("link count {:?}", file.stat().map(|stat| stat.link_count));
    let hard = open(root, "hard", OpenFlags::empty(), DescriptorFlags::READ).expect("it opens");
    println!("same {} {:?}", file.is_same_object(&hard), text(hard.read(64, 0)));
    println!("link of a directory {:?}", root.link_at(none, "dir", root, "hard-dir"));
    println!("link of nothing {:?}", root.link_at(none, "missing", root, "x"));

    println!("symlink {:?} {:?}", root.symlink_at("file", "soft"), root.symlink_at("file", "soft"));
    println!("symlink up {:?}", root.symlink_at("../file", "dir/up"));
    println!("symlink to nothing {:?}", root.symlink_at("missing", "dangling"));
    println!("loop {:?} {:?}", root.symlink_at("loop-b", "loop-a"), root.symlink_at("loop-a", "loop-b"));
    println!("readlink {:?} {:?}", root.readlink_at("soft"), root.readlink_at("dir/up"));
    println!("readlink of a file {:?} {:?}", root.readlink_at("file"), root.readlink_at("missing"));

    for path in ["soft", "dir/up", "dangling", "loop-a"] {
        let kind = |flags| root.stat_at(flags, path).map(|stat| stat.type_);
        println!("stat {path} {:?} {:?}", kind(none), kind(PathFlags::SYMLINK_FOLLOW));
        let opened = |flags| outcome(root.open_at(flags, path, OpenFlags::empty(), DescriptorFlags::READ));
        println!("open {path} {:?} {:?}", opened(none), opened(PathFlags::SYMLINK_FOLLOW));
    }
    let hash =
        |flags| root.metadata_hash_at(flags, "soft").map(|hash| (hash.upper, hash.lower)).expect("a hash");
    let own = file.metadata_hash().map(|hash| (hash.upper, hash.lower)).expect("a hash");
    println!("hash of the target {} {}", hash(PathFlags::SYMLINK_FOLLOW) == own, hash(none) == own);
    println!("unlink {:?} {:?}", root.unlink_file_at("soft"), text(file.read(64, 0)));
}
