// What a descriptor may be used for, as bits.
//
// A descriptor has all rights of its kind: which ones `path_open` asks for decides only whether a file is open for
// reading and for writing, as in other engines, whose programs ask for less than they use. Rights given up by
// `fd_fdstat_set_rights` are gone, from the descriptor and from what is opened through it.

export const FD_DATASYNC = 1 << 0;
export const FD_READ = 1 << 1;
export const FD_SEEK = 1 << 2;
export const FD_FDSTAT_SET_FLAGS = 1 << 3;
export const FD_SYNC = 1 << 4;
export const FD_TELL = 1 << 5;
export const FD_WRITE = 1 << 6;
export const FD_ADVISE = 1 << 7;
export const FD_ALLOCATE = 1 << 8;
export const PATH_CREATE_DIRECTORY = 1 << 9;
export const PATH_CREATE_FILE = 1 << 10;
export const PATH_LINK_SOURCE = 1 << 11;
export const PATH_LINK_TARGET = 1 << 12;
export const PATH_OPEN = 1 << 13;
export const FD_READDIR = 1 << 14;
export const PATH_READLINK = 1 << 15;
export const PATH_RENAME_SOURCE = 1 << 16;
export const PATH_RENAME_TARGET = 1 << 17;
export const PATH_FILESTAT_GET = 1 << 18;
export const PATH_FILESTAT_SET_SIZE = 1 << 19;
export const PATH_FILESTAT_SET_TIMES = 1 << 20;
export const FD_FILESTAT_GET = 1 << 21;
export const FD_FILESTAT_SET_SIZE = 1 << 22;
export const FD_FILESTAT_SET_TIMES = 1 << 23;
export const PATH_SYMLINK = 1 << 24;
export const PATH_REMOVE_DIRECTORY = 1 << 25;
export const PATH_UNLINK_FILE = 1 << 26;
export const POLL_FD_READWRITE = 1 << 27;
export const SOCK_SHUTDOWN = 1 << 28;
export const SOCK_ACCEPT = 1 << 29;

export const ALL = 2 ** 30 - 1;

export const DIRECTORY =
  PATH_CREATE_DIRECTORY | PATH_CREATE_FILE | PATH_LINK_SOURCE | PATH_LINK_TARGET | PATH_OPEN | FD_READDIR |
  PATH_READLINK | PATH_RENAME_SOURCE | PATH_RENAME_TARGET | PATH_FILESTAT_GET | PATH_FILESTAT_SET_SIZE |
  PATH_FILESTAT_SET_TIMES | FD_FILESTAT_GET | FD_FILESTAT_SET_TIMES | PATH_SYMLINK | PATH_REMOVE_DIRECTORY |
  PATH_UNLINK_FILE | FD_SYNC | FD_DATASYNC | FD_FDSTAT_SET_FLAGS;

const ANY_FILE =
  FD_SEEK | FD_TELL | FD_FDSTAT_SET_FLAGS | FD_SYNC | FD_DATASYNC | FD_ADVISE | FD_FILESTAT_GET |
  FD_FILESTAT_SET_TIMES | POLL_FD_READWRITE;
const WRITABLE_FILE = FD_WRITE | FD_ALLOCATE | FD_FILESTAT_SET_SIZE;

export const INHERITED = DIRECTORY | ANY_FILE | WRITABLE_FILE | FD_READ;

/** @param {{ read: boolean, write: boolean }} access */
export const fileRights = ({ read, write }) => ANY_FILE | (read ? FD_READ : 0) | (write ? WRITABLE_FILE : 0);

const ANY_STREAM = FD_FDSTAT_SET_FLAGS | FD_FILESTAT_GET | POLL_FD_READWRITE;

export const INPUT = FD_READ | ANY_STREAM;
export const OUTPUT = FD_WRITE | ANY_STREAM;
export const CONNECTION = FD_READ | FD_WRITE | SOCK_SHUTDOWN | ANY_STREAM;
export const LISTENER = SOCK_ACCEPT | ANY_STREAM;

/**
 * The rights that there are among 64 bits given.
 * @param {bigint} bits
 */
export const known = (bits) => Number(bits & BigInt(ALL));
