/*
 * An enumerator and a macro with its very name are no clash (bindgen#687, #1242, #3066).
 *
 * targets: x86_64
 * expect:
 *   enumerator enum proto.PROTO_IP = 0
 *   enumerator enum proto.PROTO_TCP = 6
 *   PROTO_IP = 0 : int
 *   PROTO_TCP = 6 : int
 *   ANONYMOUS_X = 1 : int
 */

enum proto {
	PROTO_IP = 0,
#define PROTO_IP PROTO_IP
	PROTO_TCP = 6,
#define PROTO_TCP PROTO_TCP
};
enum { ANONYMOUS_X = 1 };
#define ANONYMOUS_X 1
