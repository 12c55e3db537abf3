/*
 * A constant may name enumerators (bindgen#258, #2954).
 *
 * targets: x86_64
 * expect:
 *   F_B = 2 : unsigned int
 *   SHIFTED = 16 : int
 *   PLAIN = 4 : int
 *   enum bits is unsigned int
 */

enum bits { A_BIT, B_BIT, C_BIT = 4 };
#define F_B (1u << B_BIT)
#define SHIFTED (1 << C_BIT)
#define PLAIN C_BIT
