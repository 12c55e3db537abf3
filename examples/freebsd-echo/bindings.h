/* What the module uses of the kernel. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/module.h>
#include <sys/conf.h>
#include <sys/errno.h>
#include <sys/fcntl.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/uio.h>

/* struct mtx_padalign has the same members, so the macros do not say which they are for. */
/* kbindgen: void mtx_init(struct mtx *m, const char *name, const char *type, int opts) */
/* kbindgen: void mtx_destroy(struct mtx *m) */
/* kbindgen: void mtx_lock(struct mtx *m) */
/* kbindgen: void mtx_unlock(struct mtx *m) */
