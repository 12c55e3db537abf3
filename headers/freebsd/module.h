/*
 * The headers that most FreeBSD kernel modules start from: the wrapper header
 * for "kbindgen generate" when nothing narrower is at hand.
 *
 * All of them together stand on FreeBSD 13 and 15, amd64 and arm64, under clang
 * 14, 16 and 22, with the sources or with the installed headers.
 */
#include <sys/types.h>
#include <sys/param.h>
#include <sys/module.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/conf.h>
#include <sys/uio.h>
#include <sys/malloc.h>
#include <sys/kthread.h>
#include <sys/unistd.h>
#include <sys/lock.h>
#include <sys/mutex.h>
