/*
 * What is only bytes in Rust goes into other registers than in C: no function takes it by value, and a pointer to
 * such a function cannot be called. Aliases of what is left out are left out too.
 *
 * targets: x86_64
 * options: --opaque hidden
 * expect:
 *   skipped function scale: unsupported-type
 *   skipped macro scale_alias: unsupported-type
 *   skipped macro scale_alias_2: unsupported-type
 *   skipped variable per_thread: unsupported-type
 *   skipped macro per_thread_alias: unsupported-type
 *   skipped function use_hidden: unsupported-type
 *   skipped function use_split: unsupported-type
 *   emitted function plain
 *   emitted macro plain_alias
 *   emitted function use_floats
 *   struct table size 24 align 8
 *   struct table.second offset 8 size 8
 *   rust: pub first: ::core::option::Option<::core::ptr::NonNull<c_void>>
 *   rust: pub type scaler = ::core::option::Option<::core::ptr::NonNull<c_void>>
 *   rust: pub second: ::core::option::Option<unsafe extern "C" fn(arg1: f64)
 */

long double scale(long double);
#define scale_alias scale
#define scale_alias_2 scale_alias
extern _Thread_local int per_thread;
#define per_thread_alias per_thread
int plain(int);
#define plain_alias plain
struct floats { float x, y; };
void use_floats(struct floats by_value);
struct hidden { float x, y; };
void use_hidden(struct hidden by_value);
struct eight { double d; } __attribute__((aligned(32)));
struct split { char c; struct eight e; } __attribute__((packed));
void use_split(struct split by_value);
typedef long double (*scaler)(long double);
struct table { void (*first)(long double); double (*second)(double); scaler third; };
