/* What C programs on preview 1 do, each under a name: the first argument. Nothing is adapted: this stays a core module. */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int failed(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  return 1;
}

/* Every argument and variable with its length, so that nothing about it can be lost unseen. */
static int show_environment(int argc, char **argv) {
  for (int index = 0; index < argc; index++) printf("%zu:%s\n", strlen(argv[index]), argv[index]);
  for (char **variable = environ; *variable != NULL; variable++) printf("%zu=%s\n", strlen(*variable), *variable);
  return 0;
}

static int copy(int from, int to) {
  static char buffer[65536];
  ssize_t count;
  while ((count = read(from, buffer, sizeof buffer)) > 0) {
    for (ssize_t done = 0; done < count;) {
      ssize_t written = write(to, buffer + done, count - done);
      if (written < 0) return failed("write");
      done += written;
    }
  }
  return count < 0 ? failed("read") : 0;
}

static int cat(const char *path) {
  int fd = open(path, O_RDONLY);
  return fd < 0 ? failed("open") : copy(fd, 1);
}

static int put(const char *path, int flags, const char *text) {
  int fd = open(path, flags, 0666);
  if (fd < 0) return failed("open");
  if (write(fd, text, strlen(text)) < 0) return failed("write");
  return close(fd) < 0 ? failed("close") : 0;
}

/* Three buffers of 50000 bytes each, of which two fit into one write. */
static int put_vectors(const char *path) {
  static char parts[3][50000];
  struct iovec vectors[4];
  for (int part = 0; part < 3; part++) {
    memset(parts[part], 'a' + part, sizeof parts[part]);
    vectors[part] = (struct iovec){parts[part], sizeof parts[part]};
  }
  vectors[3] = (struct iovec){"end\n", 4};
  int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0666);
  if (fd < 0) return failed("open");
  if (writev(fd, vectors + 2, 2) != 50004) return failed("writev");
  if (writev(fd, vectors, 3) != 150000) return failed("writev");
  return 0;
}

static int list(const char *path) {
  DIR *directory = opendir(path);
  if (directory == NULL) return failed("opendir");
  struct dirent *entry;
  while (errno = 0, (entry = readdir(directory)) != NULL) {
    printf("%d %llu %s\n", entry->d_type, (unsigned long long)entry->d_ino, entry->d_name);
  }
  if (errno != 0) return failed("readdir");
  return closedir(directory) < 0 ? failed("closedir") : 0;
}

static int show_stat(const char *path, int follow) {
  struct stat found;
  if ((follow ? stat : lstat)(path, &found) < 0) return failed("stat");
  printf("%o %llu %llu %lld.%09ld %lld.%09ld\n", found.st_mode & S_IFMT, (unsigned long long)found.st_ino,
         (unsigned long long)found.st_size, (long long)found.st_atim.tv_sec, found.st_atim.tv_nsec,
         (long long)found.st_mtim.tv_sec, found.st_mtim.tv_nsec);
  return 0;
}

/* Sets the time of access of a path, and that of modification of what is open, to the nanosecond. */
static int set_times(const char *path) {
  struct timespec accessed[2] = {{1234567890, 123456789}, {0, UTIME_OMIT}};
  struct timespec modified[2] = {{0, UTIME_OMIT}, {-1, 0}};
  modified[1] = (struct timespec){1600000000, 987654321};
  if (utimensat(AT_FDCWD, path, accessed, 0) < 0) return failed("utimensat");
  int fd = open(path, O_RDWR);
  if (fd < 0) return failed("open");
  return futimens(fd, modified) < 0 ? failed("futimens") : 0;
}

/* Writes, seeks, reads back, and reads and writes at positions, one of them beyond 4 GiB. */
static int seek(const char *path) {
  char buffer[16] = {0};
  int fd = open(path, O_CREAT | O_RDWR | O_TRUNC, 0666);
  if (fd < 0) return failed("open");
  if (write(fd, "0123456789", 10) != 10) return failed("write");
  if (lseek(fd, -4, SEEK_END) != 6) return failed("lseek");
  if (read(fd, buffer, 2) != 2) return failed("read");
  printf("%s at %lld\n", buffer, (long long)lseek(fd, 0, SEEK_CUR));
  if (lseek(fd, -1, SEEK_SET) != -1 || errno != EINVAL) return failed("lseek before the start");
  if (pwrite(fd, "far", 3, 5000000000) != 3) return failed("pwrite");
  if (pread(fd, buffer, 3, 5000000000) != 3) return failed("pread");
  printf("%s, still at %lld\n", buffer, (long long)lseek(fd, 0, SEEK_CUR));
  return ftruncate(fd, 8) < 0 ? failed("ftruncate") : 0;
}

static int allocate(const char *path) {
  int fd = open(path, O_WRONLY);
  if (fd < 0) return failed("open");
  errno = posix_fallocate(fd, 0, 12);
  return errno != 0 ? failed("posix_fallocate") : 0;
}

/* Appends while another descriptor of the same file does so too. */
static int append(const char *path) {
  int one = open(path, O_WRONLY | O_APPEND);
  int other = open(path, O_WRONLY | O_APPEND);
  if (one < 0 || other < 0) return failed("open");
  if (write(one, "one ", 4) != 4 || write(other, "other ", 6) != 6 || write(one, "one ", 4) != 4) return failed("write");
  printf("at %lld\n", (long long)lseek(one, 0, SEEK_CUR));
  if (fcntl(one, F_SETFL, 0) < 0) return failed("fcntl");
  if (lseek(one, 0, SEEK_SET) != 0 || write(one, "X", 1) != 1) return failed("write");
  return 0;
}

/* Standard output closed, and its number taken by a file: what is printed then goes there. */
static int redirect(const char *path) {
  if (close(1) < 0) return failed("close");
  if (write(1, "lost", 4) >= 0 || errno != EBADF) return failed("write to what is closed");
  int fd = open(path, O_CREAT | O_WRONLY, 0666);
  if (fd != 1) return failed("open");
  printf("printed\n");
  return fflush(stdout) != 0 ? failed("fflush") : 0;
}

/* Waits for time to pass, and then for a byte, with far more time than that needs. */
static int wait_for_input(void) {
  struct timespec before, after;
  clock_gettime(CLOCK_MONOTONIC, &before);
  if (poll(NULL, 0, 20) != 0) return failed("poll");
  clock_gettime(CLOCK_MONOTONIC, &after);
  long long passed = (after.tv_sec - before.tv_sec) * 1000000000LL + (after.tv_nsec - before.tv_nsec);
  printf("%s\n", passed >= 20000000 ? "waited" : "too early");
  fflush(stdout);
  struct pollfd input = {0, POLLIN, 0};
  if (poll(&input, 1, 60000) != 1) return failed("poll");
  printf("ready %d\n", (input.revents & POLLIN) != 0);
  return copy(0, 1);
}

/* Opens and closes again and again. */
static int open_often(const char *path, long times) {
  for (long count = 0; count < times; count++) {
    int fd = open(path, O_RDONLY);
    if (fd < 0) return failed("open");
    if (close(fd) < 0) return failed("close");
  }
  return 0;
}

static int print_forever(void) {
  for (;;) {
    if (printf("y\n") < 0) return failed("printf");
  }
}

static int change(const char *what, char **paths) {
  int result = -1;
  if (strcmp(what, "mkdir") == 0) result = mkdir(paths[0], 0777);
  if (strcmp(what, "rmdir") == 0) result = rmdir(paths[0]);
  if (strcmp(what, "unlink") == 0) result = unlink(paths[0]);
  if (strcmp(what, "rename") == 0) result = rename(paths[0], paths[1]);
  if (strcmp(what, "link") == 0) result = link(paths[0], paths[1]);
  if (strcmp(what, "symlink") == 0) result = symlink(paths[0], paths[1]);
  if (strcmp(what, "truncate") == 0) result = truncate(paths[0], 3);
  return result < 0 ? failed(what) : 0;
}

static int show_link(const char *path) {
  char target[256];
  ssize_t length = readlink(path, target, sizeof target);
  if (length < 0) return failed("readlink");
  printf("%.*s\n", (int)length, target);
  return 0;
}

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  char **rest = argv + 2;
  if (strcmp(what, "exit") == 0) exit(atoi(rest[0]));
  if (strcmp(what, "abort") == 0) abort();
  if (strcmp(what, "environment") == 0) return show_environment(argc, argv);
  if (strcmp(what, "copy") == 0) return copy(0, 1);
  if (strcmp(what, "cat") == 0) return cat(rest[0]);
  if (strcmp(what, "create") == 0) return put(rest[0], O_CREAT | O_EXCL | O_WRONLY, rest[1]);
  if (strcmp(what, "overwrite") == 0) return put(rest[0], O_WRONLY | O_TRUNC, rest[1]);
  if (strcmp(what, "vectors") == 0) return put_vectors(rest[0]);
  if (strcmp(what, "list") == 0) return list(rest[0]);
  if (strcmp(what, "stat") == 0) return show_stat(rest[0], 1);
  if (strcmp(what, "lstat") == 0) return show_stat(rest[0], 0);
  if (strcmp(what, "times") == 0) return set_times(rest[0]);
  if (strcmp(what, "seek") == 0) return seek(rest[0]);
  if (strcmp(what, "allocate") == 0) return allocate(rest[0]);
  if (strcmp(what, "append") == 0) return append(rest[0]);
  if (strcmp(what, "redirect") == 0) return redirect(rest[0]);
  if (strcmp(what, "wait") == 0) return wait_for_input();
  if (strcmp(what, "open-often") == 0) return open_often(rest[0], atol(rest[1]));
  if (strcmp(what, "yes") == 0) return print_forever();
  if (strcmp(what, "isatty") == 0) return printf("%d%d%d\n", isatty(0), isatty(1), isatty(2)) < 0;
  if (strcmp(what, "readlink") == 0) return show_link(rest[0]);
  return change(what, rest);
}
