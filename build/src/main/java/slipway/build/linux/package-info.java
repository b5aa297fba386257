/// The Linux kernel's own interface: system calls, their numbers and their errors.
///
/// There are two ways in. Calls about files are made from this process, through the foreign function interface.
/// [slipway.build.linux.Program] is a list of calls that a process of its own makes, one after the other: what must not
/// happen to a virtual machine with many threads (new namespaces, another root, fewer rights) happens there. This package
/// knows nothing of builds.
@NullMarked
package slipway.build.linux;

import org.jspecify.annotations.NullMarked;
