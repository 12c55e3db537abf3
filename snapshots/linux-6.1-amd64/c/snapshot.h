/*
 * What the reviewed snapshots in snapshots/ are made from: a few headers with every shape of item that a crate
 * can hold. Which names are kept is said in test/stability/snapshot.ts.
 */
#include <linux/completion.h>
#include <linux/crc32.h>
#include <linux/gfp.h>
#include <linux/in6.h>
#include <linux/ioctl.h>
#include <linux/ip.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/random.h>
#include <linux/time64.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
#include <uapi/linux/vt.h>
