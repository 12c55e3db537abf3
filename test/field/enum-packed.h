/*
 * A packed enum is as small as it can be, and so are records with it.
 *
 * targets: x86_64 s390x
 * expect:
 *   enum small is unsigned char
 *   enum small_signed is signed char
 *   enum medium is unsigned short
 *   struct two size 2 align 1
 */

enum small { S_A, S_B = 200 } __attribute__((packed));
enum __attribute__((packed)) small_signed { T_A = -1, T_B = 127 };
enum medium { U_A = 65535 } __attribute__((packed));
struct two { enum small a; enum small_signed b; };
