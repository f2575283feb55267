//! Directories: create, read, rename, remove; and what a file answers in their place.

use wasip2::filesystem::types::{Descriptor, DescriptorFlags, OpenFlags, PathFlags};

use crate::{create, open, outcome};

pub fn run(root: &Descriptor) {
    println!("create {:?} {:?}", root.create_directory_at("dir"), root.create_directory_at("dir"));
    println!("create below nothing {:?}", root.create_directory_at("missing/dir"));
    println!("create slash {:?}", root.create_directory_at("slash/"));
    create(root, "dir/b", "b");
    create(root, "dir/a", "a");
    root.create_directory_at("dir/c").expect("it is created");
    root.symlink_at("a", "dir/d").expect("it is created");
    let dir = open(root, "dir", OpenFlags::DIRECTORY, DescriptorFlags::READ).expect("it opens");
    println!("type {:?} {:?}", dir.get_type(), dir.stat().map(|stat| stat.type_));
    println!("entries {:?}", entries(&dir));
    println!("relative {:?}", dir.stat_at(PathFlags::empty(), "a").map(|stat| stat.size));
    println!("read {} write {:?}", dir.read(1, 0).is_err(), dir.write(b"x", 0));
    println!("stream {:?}", outcome(dir.read_via_stream(0)));
    println!("open to write {:?}", outcome(open(root, "dir", OpenFlags::empty(), crate::READ_WRITE)));

    let file = open(root, "dir/a", OpenFlags::empty(), DescriptorFlags::READ).expect("it opens");
    println!("read-directory of a file {:?}", outcome(file.read_directory()));
    println!("stat-at of a file {:?}", outcome(file.stat_at(PathFlags::empty(), "x")));
    println!("below a file {:?}", outcome(root.stat_at(PathFlags::empty(), "dir/a/x")));

    println!("rmdir full {:?}", root.remove_directory_at("dir"));
    println!("rmdir file {:?}", root.remove_directory_at("dir/a"));
    println!("rmdir missing {:?}", root.remove_directory_at("missing"));
    println!("unlink dir {:?}", root.unlink_file_at("dir/c"));
    println!("rename {:?}", root.rename_at("dir/a", root, "moved"));
    println!("rename over {:?}", root.rename_at("dir/b", root, "moved"));
    println!("rename missing {:?}", root.rename_at("dir/b", root, "x"));
    println!("rename dir over file {:?}", root.rename_at("dir/c", root, "moved"));
    println!("rename file over dir {:?}", root.rename_at("moved", root, "dir/c"));
    println!("rename dir {:?}", dir.rename_at("c", root, "e"));
    println!("rmdir {:?} {:?}", root.remove_directory_at("e"), root.remove_directory_at("slash"));
    println!("unlink {:?} {:?}", root.unlink_file_at("dir/d"), root.unlink_file_at("missing"));
    println!("entries {:?}", entries(&dir));
    println!("rmdir {:?}", root.remove_directory_at("dir"));
    println!("left {:?}", entries(root));
}

pub fn entries(directory: &Descriptor) -> Vec<String> {
    let stream = directory.read_directory().expect("it is a directory");
    let mut names = Vec::new();
    while let Some(entry) = stream.read_directory_entry().expect("it reads on") {
        names.push(format!("{} {:?}", entry.name, entry.type_));
    }
    assert!(stream.read_directory_entry().expect("the end stays").is_none());
    names.sort();
    names
}
