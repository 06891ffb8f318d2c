package org.framedock.memory;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.intptr_t;
import jnr.ffi.types.off_t;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/** The few calls of the C library that Java has no equivalent for. Results are those of the C library; see errno. */
final class Posix {

    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0x40;
    static final int O_EXCL = 0x80;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    /** Differs between processors: 0100000 on 64-bit ARM, 0400000 elsewhere. */
    static final int O_NOFOLLOW = "aarch64".equals(System.getProperty("os.arch")) ? 0x8000 : 0x20000;

    static final int PROT_READ = 1;
    static final int PROT_WRITE = 2;
    static final int MAP_SHARED = 1;
    static final int MAP_POPULATE = 0x8000;
    static final int MS_SYNC = 4;
    static final int SEEK_END = 2;

    static final int EINTR = 4;
    static final int ENOMEM = 12;
    static final int EEXIST = 17;
    static final int ENOSPC = 28;
    static final int ELOOP = 40;
    static final int EOPNOTSUPP = 95;

    /** statfs magic of hugetlbfs (W-31). */
    static final long HUGETLBFS_MAGIC = 0x958458F6L;

    private static final int STATFS_BYTES = 256;

    /** Functions of libc, named as there. */
    public interface LibC {
        int open(String path, int flags, int mode);

        int close(int fd);

        @off_t
        long lseek(int fd, @off_t long offset, int whence);

        int ftruncate(int fd, @off_t long length);

        int fallocate(int fd, int mode, @off_t long offset, @off_t long length);

        int fchmod(int fd, int mode);

        int mkdir(String path, int mode);

        int chmod(String path, int mode);

        int fstatfs(int fd, @Out byte[] statfs);

        Pointer mmap(@In Pointer address, @size_t long length, int protection, int flags, int fd, @off_t long offset);

        int munmap(@In Pointer address, @size_t long length);

        int msync(@In Pointer address, @size_t long length, int flags);

        int mlock(@In Pointer address, @size_t long length);

        @intptr_t
        long memcpy(@intptr_t long to, @intptr_t long from, @size_t long length);

        @ssize_t
        long pwrite(int fd, @In byte[] bytes, @size_t long count, @off_t long offset);

        String strerror(int errno);
    }

    private static final LibC C;
    private static final Runtime RUNTIME;

    static {
        // jnr-ffi's own assembler passes garbage as the sixth integer argument on x86-64, and mmap has six.
        System.setProperty("jnr.ffi.x86asm.enabled", "false");
        C = LibraryLoader.create(LibC.class).load("c");
        RUNTIME = Runtime.getRuntime(C);
    }

    private Posix() {
    }

    static LibC c() {
        return C;
    }

    static int errno() {
        return RUNTIME.getLastError();
    }

    static String describe(final int errno) {
        return C.strerror(errno);
    }

    static Pointer pointer(final long address) {
        return Pointer.wrap(RUNTIME, address);
    }

    /**
     * Maps a file.
     *
     * @return the address, or -1.
     */
    static long map(final int fd, final long length, final int protection, final int flags) {
        final Pointer address = C.mmap(null, length, protection, flags, fd, 0);
        return address == null ? -1 : address.address();
    }

    static boolean isHugetlbfs(final int fd) {
        final byte[] statfs = new byte[STATFS_BYTES];
        if (C.fstatfs(fd, statfs) != 0) {
            return false;
        }
        final long type = (statfs[0] & 0xFFL) | (statfs[1] & 0xFFL) << 8 | (statfs[2] & 0xFFL) << 16
            | (statfs[3] & 0xFFL) << 24;
        return type == HUGETLBFS_MAGIC;
    }
}
