/* Macros, with --macro-types bindgen. */
#define M1 5
#define M2 -5
#define M3 0x100000000
#define M4 "str"
#define M5 'c'
#define M6 1.5
#define M7 (1 << 3)
#define M8 M1
#define M9 0xffffffff
#define M12 5u
#define M13 5ul
#define M14 2147483648
#define M17 "a" "b"
#define M18 -2147483648
#define M19 -2147483649
#define M22 0
#define M23 (M1 + 2)
#define M24 ~0
#define loop 5
#define gen 3
int x;
