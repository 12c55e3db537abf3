//! The network devices of the first network namespace.

use core::ffi::{c_char, CStr};
use core::mem::{offset_of, size_of};

use kernel_sys::{list_head, net, net_device};

use crate::{truth, Checks, RcuReader};

/// Returns how many devices there are.
pub fn run(checks: &mut Checks) -> usize {
    let _reader = RcuReader::new();
    // SAFETY: devices do not go away while RCU is read.
    unsafe {
        let net = &raw mut kernel_sys::init_net;
        let head: *mut list_head = &raw mut (*net).dev_base_head;
        let mut count = 0;
        let mut node = (*head).next;
        while node != head {
            checks.same("net_device.dev_list.next.prev", (*(*node).next).prev, node);
            check_one(
                checks,
                net,
                node.byte_sub(offset_of!(net_device, dev_list)).cast(),
            );
            node = (*node).next;
            count += 1;
        }
        checks.holds("there is a loopback device", count > 0);
        count
    }
}

unsafe fn check_one(checks: &mut Checks, net: *mut net, device: *mut net_device) {
    unsafe {
        let name = (&raw const (*device).name).cast();
        checks.same(
            "the device of an index",
            kernel_sys::dev_get_by_index_rcu(net, (*device).ifindex),
            device,
        );
        checks.same(
            "the device of a name",
            kernel_sys::dev_get_by_name_rcu(net, name),
            device,
        );
        checks.same("net_device.name", kernel_sys::netdev_name(device), name);
        checks.same(
            "net_device.nd_net",
            (*device).nd_net.net,
            kernel_sys::dev_net(device),
        );
        checks.same("net_device.nd_net", (*device).nd_net.net, net);
        let is_running = (*device).state >> kernel_sys::netdev_state_t___LINK_STATE_START & 1 != 0;
        checks.same(
            "net_device.state",
            is_running,
            truth(kernel_sys::netif_running(device)),
        );
        let private = kernel_sys::netdev_priv(device) as usize - device as usize;
        checks.same(
            "net_device's size",
            private,
            size_of::<net_device>().next_multiple_of(32),
        );
        let is_loopback = (*device).flags & kernel_sys::net_device_flags_IFF_LOOPBACK != 0;
        let is_called_lo = CStr::from_ptr(name.cast::<c_char>()) == c"lo";
        checks.same("net_device.flags", is_loopback, is_called_lo);
    }
}
