/*
 * A constant of pointer type is not lost, nor made a number.
 *
 * targets: x86_64
 * expect:
 *   emitted macro POISON
 *   emitted macro NOTHING
 */

#define POISON ((void *)0x100)
#define NOTHING ((char *)0)
