/*
 * Pointers to arrays, functions that return pointers to functions, arrays as parameters (bindgen#3403).
 *
 * targets: x86_64 i686
 * expect:
 *   emitted function g
 *   rust: fn g(p: *mut [c_int; 4usize]) -> *mut [c_int; 4usize]
 *   emitted function signal
 *   rust: n: *mut [c_int; 3usize]
 *   struct t size 16 align 4 on i686
 *   struct t size 32 align 8 on x86_64
 */

int (*g(int (*p)[4]))[4];
void (*signal(int sig, void (*handler)(int)))(int);
void takes(int arr[3], int n[2][3], const int counted[static 4], int (call)(int));
struct t { int (*(*table)[4])(int, ...); int *(*each)(void); int (**list)(void); void (*plain)(); };
