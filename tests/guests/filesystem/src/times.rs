//! set-times and set-times-at.

use wasip2::clocks::wall_clock::Datetime;
use wasip2::filesystem::types::{Descriptor, NewTimestamp, PathFlags};

use crate::create;

pub fn run(root: &Descriptor) {
    let file = create(root, "file", "timed");
    let at = |seconds, nanoseconds| NewTimestamp::Timestamp(Datetime { seconds, nanoseconds });
    println!("set {:?}", file.set_times(at(1_000_000_000, 250_000_000), at(1_200_000_000, 500_000_000)));
    print_times(&file);
    println!("no change {:?}", file.set_times(NewTimestamp::NoChange, at(1_300_000_000, 0)));
    print_times(&file);
    root.symlink_at("file", "link").expect("it is created");
    let follow = PathFlags::SYMLINK_FOLLOW;
    println!(
        "followed {:?}",
        root.set_times_at(follow, "link", at(1_400_000_000, 0), NewTimestamp::NoChange)
    );
    print_times(&file);
    println!("the link {:?}", root.set_times_at(PathFlags::empty(), "link", at(5, 0), at(6, 0)));
    print_times(&file);
    println!("missing {:?}", root.set_times_at(follow, "missing", at(5, 0), at(6, 0)));
    println!("now {:?}", file.set_times(NewTimestamp::Now, NewTimestamp::Now));
    let stat = file.stat().expect("a stat");
    let seconds = |time: Option<Datetime>| time.map_or(0, |time| time.seconds);
    let now = wasip2::clocks::wall_clock::now().seconds;
    println!("is now {}", now.abs_diff(seconds(stat.data_modification_timestamp)) < 60);
    println!("is now {}", now.abs_diff(seconds(stat.data_access_timestamp)) < 60);
    println!("status changed {}", now.abs_diff(seconds(stat.status_change_timestamp)) < 60);
}

fn print_times(file: &Descriptor) {
    let stat = file.stat().expect("a stat");
    let shown = |time: Option<Datetime>| time.map(|time| (time.seconds, time.nanoseconds));
    println!("times {:?} {:?}", shown(stat.data_access_timestamp), shown(stat.data_modification_timestamp));
}
