//! Contents: read, write, set-size, sync, sync-data, advise, get-type, get-flags, stat.

use wasip2::filesystem::types::{Advice, Descriptor, DescriptorFlags, OpenFlags};

use crate::{READ_WRITE, create, open, outcome, text};

pub fn run(root: &Descriptor) {
    let file = create(root, "file", "0123456789");
    println!("read {:?}", text(file.read(4, 2)));
    println!("read to the end {:?}", text(file.read(64, 0)));
    println!("read past the end {:?}", text(file.read(4, 100)));
    println!("write {:?}", file.write(b"AB", 4));
    println!("write past the end {:?} {:?}", file.write(b"Z", 12), text(file.read(64, 9)));
    println!("type {:?} flags {:?}", file.get_type(), file.get_flags());
    println!("size {:?}", file.stat().map(|stat| (stat.type_, stat.size, stat.link_count)));
    println!("set-size {:?} {:?}", file.set_size(5), text(file.read(64, 0)));
    println!("set-size {:?} {:?}", file.set_size(7), text(file.read(64, 0)));
    println!("set-size too large {:?}", file.set_size(u64::MAX).is_err());
    let advices = [Advice::Normal, Advice::Sequential, Advice::Random, Advice::WillNeed, Advice::DontNeed];
    println!("advise {:?}", advices.map(|advice| file.advise(0, 4, advice)));
    println!("sync {:?} {:?}", file.sync(), file.sync_data());
    large(root);

    let shown = |how, flags| outcome(open(root, "file", how, flags));
    println!("exclusive {:?}", shown(OpenFlags::CREATE | OpenFlags::EXCLUSIVE, READ_WRITE));
    println!("directory {:?}", shown(OpenFlags::DIRECTORY, DescriptorFlags::READ));
    println!("missing {:?}", outcome(open(root, "missing", OpenFlags::empty(), DescriptorFlags::READ)));
    println!("empty name {:?}", outcome(open(root, "", OpenFlags::empty(), DescriptorFlags::READ)));
    println!("file/ {:?}", outcome(open(root, "file/", OpenFlags::empty(), DescriptorFlags::READ)));
    let reader = open(root, "file", OpenFlags::empty(), DescriptorFlags::READ).expect("it opens");
    println!("reader flags {:?}", reader.get_flags());
    println!("reader sync {:?} {:?}", reader.sync(), reader.sync_data());
    println!("same {} {}", file.is_same_object(&reader), file.is_same_object(root));
    println!("same hash {}", file.metadata_hash().is_ok_and(|hash| is_hash_of(&reader, hash)));
    let truncated = open(root, "file", OpenFlags::TRUNCATE, READ_WRITE).expect("it opens");
    println!("truncated {:?}", truncated.stat().map(|stat| stat.size));
}

fn is_hash_of(file: &Descriptor, hash: wasip2::filesystem::types::MetadataHashValue) -> bool {
    file.metadata_hash().is_ok_and(|other| (other.upper, other.lower) == (hash.upper, hash.lower))
}

/// Beyond what 32 bits hold.
fn large(root: &Descriptor) {
    let file = create(root, "large", "");
    let offset = 5_000_000_000;
    println!("write at 5 GB {:?}", file.write(b"far", offset));
    println!("read at 5 GB {:?}", text(file.read(8, offset)));
    println!("size {:?}", file.stat().map(|stat| stat.size));
    println!("unlink {:?}", root.unlink_file_at("large"));
}
