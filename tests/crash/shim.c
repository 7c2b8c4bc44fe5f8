/* Stands between a program and the C library, and lets files of one folder fail.
 *
 * HARM_FOLDER  the folder; calls on other files are passed on untouched.
 * HARM_AT      the number, from 1, of the call that changes a file at which it begins.
 * HARM_DO      kill   the process ends before that call, as by SIGKILL
 *              tear   it ends in the middle of that call: half of a write is done
 *              eio    that call fails, those after it do not
 *              short  that write does half of its work and says so; the next fails for want of room
 *              full   from then on there is no room
 *              fixed  from then on the disk is read-only
 *              barred from then on nobody may write there
 *              gone   from then on every call fails, as on a share that has vanished
 * HARM_WHEN   a file: nothing is counted and nothing fails unless it is there.
 * HARM_COUNT   a file that is told the number of calls at the end of the program.
 * HARM_KIND    what statfs says the file system of the folder is, as a number.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { NOTHING, KILL, TEAR, EIO_ONCE, SHORT, FULL, FIXED, BARRED, GONE };
enum { WRITES, MAKES, CHANGES, READS };
#define MOST 4096

static char folder[PATH_MAX];
static size_t folder_length;
static int harm;
static long at, calls, kind;
static char ours[MOST];
static const char *when;

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void begin(void) {
    const char *names[] = {"", "kill", "tear", "eio", "short", "full", "fixed", "barred", "gone"};
    const char *value = getenv("HARM_FOLDER");
    if (value) strncpy(folder, value, sizeof folder - 1);
    folder_length = strlen(folder);
    when = getenv("HARM_WHEN");
    if ((value = getenv("HARM_AT"))) at = atol(value);
    if ((value = getenv("HARM_KIND"))) kind = strtol(value, 0, 0);
    if ((value = getenv("HARM_DO")))
        for (int i = 1; i <= GONE; i++)
            if (!strcmp(value, names[i])) harm = i;
}

__attribute__((destructor)) static void end(void) {
    const char *place = getenv("HARM_COUNT");
    if (!place) return;
    FILE *file = fopen(place, "w");
    if (!file) return;
    fprintf(file, "%ld\n", calls);
    fclose(file);
}

static int inside(const char *path) {
    char whole[2 * PATH_MAX];
    if (!folder_length || !path) return 0;
    if (path[0] != '/') {
        if (!getcwd(whole, PATH_MAX)) return 0;
        strcat(whole, "/");
        strncat(whole, path, PATH_MAX - 1);
        path = whole;
    }
    return !strncmp(path, folder, folder_length) &&
           (path[folder_length] == '/' || !path[folder_length]);
}

static int is_ours(int fd) { return fd >= 0 && fd < MOST && ours[fd]; }

static int waits(void) {
    REAL(int, "access", const char *, int);
    return when && real(when, F_OK);
}

/* Whether a call goes on: 0 to go on, 1 to do half, -1 to fail with errno set. */
static int asked(int what) {
    if (waits()) return 0;
    if (harm == GONE && __atomic_load_n(&calls, __ATOMIC_SEQ_CST) >= at) {
        errno = ESTALE;
        return -1;
    }
    if (what == READS) return 0;
    long now = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    if (!at || now < at) return 0;
    switch (harm) {
    case KILL: raise(SIGKILL); return 0;
    case TEAR: if (what == WRITES) return 1; raise(SIGKILL); return 0;
    case EIO_ONCE: if (now > at) return 0; errno = EIO; return -1;
    case SHORT:
        if (what != WRITES || now > at + 1) return 0;
        if (now == at) return 1;
        errno = ENOSPC;
        return -1;
    case FULL: if (what == CHANGES) return 0; errno = ENOSPC; return -1;
    case FIXED: errno = EROFS; return -1;
    case BARRED: errno = EACCES; return -1;
    case GONE: errno = ESTALE; return -1;
    default: return 0;
    }
}

static void torn(void) {
    if (harm == TEAR) raise(SIGKILL);
}

static int opened(const char *path, int flags, int fd) {
    if (fd >= 0 && fd < MOST) ours[fd] = inside(path) && !(flags & O_DIRECTORY);
    return fd;
}

static int may_open(const char *path, int flags) {
    struct stat found;
    if (!inside(path)) return 0;
    if ((flags & O_ACCMODE) == O_RDONLY) return asked(READS);
    /* Only what makes or empties a file, or a disk that refuses to be written to, counts here. */
    if ((flags & O_TRUNC) || ((flags & O_CREAT) && fstatat(AT_FDCWD, path, &found, 0)))
        return asked(MAKES);
    if ((harm == FIXED || harm == BARRED) && at && calls + 1 >= at && !waits()) return asked(MAKES);
    return asked(READS);
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, #name, const char *, int, ...); \
        va_list list; va_start(list, flags); \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(list, mode_t) : 0; \
        va_end(list); \
        if (may_open(path, flags) < 0) return -1; \
        return opened(path, flags, real(path, flags, mode)); \
    }
OPEN(open)
OPEN(open64)

int openat64(int where, const char *path, int flags, ...) {
    REAL(int, "openat64", int, const char *, int, ...);
    va_list list; va_start(list, flags);
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(list, mode_t) : 0;
    va_end(list);
    if (where != AT_FDCWD) return real(where, path, flags, mode);
    if (may_open(path, flags) < 0) return -1;
    return opened(path, flags, real(where, path, flags, mode));
}

int close(int fd) {
    REAL(int, "close", int);
    if (fd >= 0 && fd < MOST) ours[fd] = 0;
    return real(fd);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    int how = is_ours(fd) ? asked(WRITES) : 0;
    if (how < 0) return -1;
    ssize_t done = real(fd, bytes, how ? (count + 1) / 2 : count);
    if (how) torn();
    return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    int how = is_ours(fd) ? asked(WRITES) : 0;
    if (how < 0) return -1;
    ssize_t done = real(fd, parts, how ? (count + 1) / 2 : count);
    if (how) torn();
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t from) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    int how = is_ours(fd) ? asked(WRITES) : 0;
    if (how < 0) return -1;
    ssize_t done = real(fd, bytes, how ? (count + 1) / 2 : count, from);
    if (how) torn();
    return done;
}

ssize_t copy_file_range(int from, off64_t *at_from, int to, off64_t *at_to, size_t count, unsigned flags) {
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    int how = is_ours(to) ? asked(WRITES) : 0;
    if (how < 0) return -1;
    ssize_t done = real(from, at_from, to, at_to, how ? count / 2 + 1 : count, flags);
    if (how) torn();
    return done;
}

ssize_t read(int fd, void *bytes, size_t count) {
    REAL(ssize_t, "read", int, void *, size_t);
    return is_ours(fd) && asked(READS) < 0 ? -1 : real(fd, bytes, count);
}

ssize_t pread64(int fd, void *bytes, size_t count, off64_t from) {
    REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
    return is_ours(fd) && asked(READS) < 0 ? -1 : real(fd, bytes, count, from);
}

int fcntl64(int fd, int command, ...) {
    REAL(int, "fcntl64", int, int, ...);
    va_list list; va_start(list, command);
    void *value = va_arg(list, void *);
    va_end(list);
    if (command == F_SETLK && is_ours(fd) && asked(READS) < 0) return -1;
    return real(fd, command, value);
}

int fcntl(int fd, int command, ...) {
    va_list list; va_start(list, command);
    void *value = va_arg(list, void *);
    va_end(list);
    return fcntl64(fd, command, value);
}

#define ON_FD(name, what) \
    int name(int fd) { \
        REAL(int, #name, int); \
        return is_ours(fd) && asked(what) < 0 ? -1 : real(fd); \
    }
ON_FD(fsync, CHANGES)
ON_FD(fdatasync, CHANGES)

int ftruncate64(int fd, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    return is_ours(fd) && asked(CHANGES) < 0 ? -1 : real(fd, length);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return inside(path) && asked(MAKES) < 0 ? -1 : real(path, mode);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return inside(path) && asked(CHANGES) < 0 ? -1 : real(path);
}

int rmdir(const char *path) {
    REAL(int, "rmdir", const char *);
    return inside(path) && asked(CHANGES) < 0 ? -1 : real(path);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return inside(to) && asked(CHANGES) < 0 ? -1 : real(from, to);
}

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    return inside(to) && asked(MAKES) < 0 ? -1 : real(from_at, from, to_at, to, flags);
}

DIR *opendir(const char *path) {
    REAL(DIR *, "opendir", const char *);
    return inside(path) && asked(READS) < 0 ? 0 : real(path);
}

#define LOOK(name, type) \
    int name(const char *path, type *found) { \
        REAL(int, #name, const char *, type *); \
        return inside(path) && asked(READS) < 0 ? -1 : real(path, found); \
    }
LOOK(stat64, struct stat64)
LOOK(lstat64, struct stat64)

int access(const char *path, int mode) {
    REAL(int, "access", const char *, int);
    return inside(path) && asked(READS) < 0 ? -1 : real(path, mode);
}

int statx(int where, const char *restrict path, int flags, unsigned mask, struct statx *restrict found) {
    REAL(int, "statx", int, const char *, int, unsigned, struct statx *);
    /* Rust asks without a path whether there is such a call, though the headers forbid that. */
    const char *volatile given = path;
    const char *asks = given;
    int here = asks && *asks ? where == AT_FDCWD && inside(path) : is_ours(where);
    return here && asked(READS) < 0 ? -1 : real(where, path, flags, mask, found);
}

int statfs64(const char *path, struct statfs64 *found) {
    REAL(int, "statfs64", const char *, struct statfs64 *);
    if (inside(path) && asked(READS) < 0) return -1;
    int done = real(path, found);
    if (!done && kind && inside(path)) found->f_type = kind;
    return done;
}
